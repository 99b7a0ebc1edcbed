using System.Text.Json.Serialization;
using ResourceApi.Media.ProfileImages;
using ResourceApi.Profiles;
using ResourceApi.Ratings;

namespace ResourceApi.Search;

/// <summary>What a search shows of somebody: these members and no others.</summary>
public sealed record SearchItem
{
    public required string Id { get; init; }

    /// <summary>The name that they show to others.</summary>
    public string? DisplayName { get; init; }

    public required string UserType { get; init; }

    /// <summary>Whether their identity is verified.</summary>
    public required bool Verified { get; init; }

    /// <summary>Where the sizes of their image are; null where there is none.</summary>
    public ImageUrls? Image { get; init; }

    /// <summary>The beginning of what they say of themselves.</summary>
    public string? Bio { get; init; }

    public required IReadOnlyList<string> Skills { get; init; }

    public decimal? HourlyRate { get; init; }

    public string? Currency { get; init; }

    public required IReadOnlyList<string> Languages { get; init; }

    public Availability? Availability { get; init; }

    public required RatingSummary Rating { get; init; }

    /// <summary>From the searched place to the middle of their square kilometre; null without a searched place.</summary>
    public double? DistanceKm { get; init; }

    /// <summary>The phone number with most of it hidden; only where an admin searched by part of it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? MaskedPhoneNumber { get; init; }

    /// <summary>Only where an admin asked for it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SearchExplanation? Explain { get; init; }
}
