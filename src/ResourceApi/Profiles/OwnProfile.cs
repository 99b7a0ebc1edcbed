using System.Security.Claims;
using System.Text.Json.Serialization;
using ResourceApi.Media.ProfileImages;

namespace ResourceApi.Profiles;

/// <summary>The own profile as its owner sees it.</summary>
public sealed record OwnProfile
{
    /// <summary>The token's <c>sub</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The token's roles; left out where it names none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Roles { get; init; }

    public string? FirstName { get; init; }

    public string? LastName { get; init; }

    public string? DisplayName { get; init; }

    public string? Bio { get; init; }

    public DateOnly? DateOfBirth { get; init; }

    public string? Gender { get; init; }

    public string? Locale { get; init; }

    public string? TimeZone { get; init; }

    public required Address Address { get; init; }

    public Location? Location { get; init; }

    public required IReadOnlyList<string> Skills { get; init; }

    public decimal? HourlyRate { get; init; }

    public string? Currency { get; init; }

    public required IReadOnlyList<string> Languages { get; init; }

    public Availability? Availability { get; init; }

    /// <summary>Where the image's sizes are; null where there is none.</summary>
    public ImageUrls? Image { get; init; }

    public DateTime CreatedAt { get; init; }

    public DateTime UpdatedAt { get; init; }

    internal static OwnProfile Of(Profile profile, ClaimsPrincipal user, ImageLinks links)
    {
        string[] roles = [.. user.FindAll("roles").Select(role => role.Value)];
        return new OwnProfile
        {
            Id = profile.Id,
            Roles = roles.Length == 0 ? null : roles,
            FirstName = profile.FirstName,
            LastName = profile.LastName,
            DisplayName = profile.DisplayName,
            Bio = profile.Bio,
            DateOfBirth = profile.DateOfBirth,
            Gender = profile.Gender,
            Locale = profile.Locale,
            TimeZone = profile.TimeZone,
            Address = profile.Address,
            Location = profile is { Latitude: { } lat, Longitude: { } lon } ? new Location(lat, lon) : null,
            Skills = [.. profile.Skills],
            HourlyRate = profile.HourlyRateHundredths / 100m,
            Currency = profile.Currency,
            Languages = [.. profile.Languages],
            Availability = profile.Availability,
            Image = links.Of(profile.Image),
            CreatedAt = profile.CreatedAt.UtcDateTime,
            UpdatedAt = profile.UpdatedAt.UtcDateTime,
        };
    }
}
