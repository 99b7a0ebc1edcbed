using System.Text.Json.Serialization;
using ResourceApi.Media.ProfileImages;
using ResourceApi.People;
using ResourceApi.Ratings;

namespace ResourceApi.Profiles;

/// <summary>A user as others see them: what is not named here is never shown. Members that the caller may not see are left out.</summary>
internal sealed record PublicProfile
{
    public required string Id { get; init; }

    public required string UserType { get; init; }

    /// <summary>The name that they show to others, else the first name.</summary>
    public string? DisplayName { get; init; }

    /// <summary>Whether the identity is verified.</summary>
    public required bool Verified { get; init; }

    /// <summary>Year and month since which the account exists.</summary>
    public required string MemberSince { get; init; }

    public required IReadOnlyList<string> Languages { get; init; }

    /// <summary>Where the sizes of their image are; null where there is none.</summary>
    public ImageUrls? Image { get; init; }

    /// <summary>In the role that they have now.</summary>
    public required RatingSummary Rating { get; init; }

    /// <summary>Of a provider, and for administrators.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Bio { get; init; }

    /// <summary>Of a provider, and for administrators.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Skills { get; init; }

    /// <summary>As above.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public decimal? HourlyRate { get; init; }

    /// <summary>As above.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Currency { get; init; }

    /// <summary>As above.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Availability? Availability { get; init; }

    /// <summary>Never the street. Of a customer only for providers and administrators.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? City { get; init; }

    /// <summary>For administrators.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? KycStatus { get; init; }

    /// <summary>For administrators.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Username { get; init; }

    internal static PublicProfile Of(Person person, Profile? profile, RatingTotal? total, ImageUrls? image, string? callerType)
    {
        var admin = callerType == UserTypes.Admin;
        var offers = admin || person.UserType == UserTypes.Provider;
        var place = offers || callerType == UserTypes.Provider;
        return new PublicProfile
        {
            Id = person.Id,
            UserType = person.UserType,
            DisplayName = profile?.DisplayName ?? profile?.FirstName,
            Verified = person.KycStatus == "verified",
            MemberSince = person.CreatedAt.UtcDateTime.ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture),
            Languages = [.. profile?.Languages ?? []],
            Image = image,
            Rating = RatingSummary.Of(total?.Sum ?? 0, total?.Count ?? 0),
            Bio = offers ? profile?.Bio : null,
            Skills = offers ? [.. profile?.Skills ?? []] : null,
            HourlyRate = offers ? profile?.HourlyRateHundredths / 100m : null,
            Currency = offers ? profile?.Currency : null,
            Availability = offers ? profile?.Availability : null,
            City = place ? profile?.Address.City : null,
            KycStatus = admin ? person.KycStatus : null,
            Username = admin ? person.Username : null,
        };
    }
}
