using ServiceDefaults.Bodies;

namespace ResourceApi.Profiles;

/// <summary>What a user may write into their own profile; what is left out is emptied.</summary>
[ReadOnlyFields(
    "id", "sub", "username", "email", "phone_number", "user_type", "roles", "is_verified", "is_email_verified", "is_phone_verified",
    "kyc_status", "image", "created_at", "updated_at")]
public sealed record ProfileInput
{
    public string? FirstName { get; init; }

    public string? LastName { get; init; }

    public string? DisplayName { get; init; }

    public string? Bio { get; init; }

    public DateOnly? DateOfBirth { get; init; }

    public string? Gender { get; init; }

    public string? Locale { get; init; }

    public string? TimeZone { get; init; }

    public Address? Address { get; init; }

    public Location? Location { get; init; }

    public IReadOnlyList<string>? Skills { get; init; }

    public decimal? HourlyRate { get; init; }

    public string? Currency { get; init; }

    public IReadOnlyList<string>? Languages { get; init; }

    public Availability? Availability { get; init; }

    /// <summary>How far the user travels for work, 1 to 500.</summary>
    public int? ServiceRadiusKm { get; init; }

    /// <summary>Whether who knows the user's number may find them by it; true unless set.</summary>
    public bool? DiscoverableByPhone { get; init; }

    /// <summary>What a profile holds, as its owner would write it.</summary>
    internal static ProfileInput Of(Profile profile) => new()
    {
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
        ServiceRadiusKm = profile.ServiceRadiusKm,
        DiscoverableByPhone = profile.DiscoverableByPhone,
    };

    /// <summary>Copies what <see cref="ProfileRules.Check"/> has returned.</summary>
    internal void CopyTo(Profile profile)
    {
        profile.FirstName = FirstName;
        profile.LastName = LastName;
        profile.DisplayName = DisplayName;
        profile.Bio = Bio;
        profile.DateOfBirth = DateOfBirth;
        profile.Gender = Gender;
        profile.Locale = Locale;
        profile.TimeZone = TimeZone;
        profile.Address = Address ?? new Address();
        (profile.Latitude, profile.Longitude) = (Location?.Lat, Location?.Lon);
        profile.Skills = [.. Skills ?? []];
        profile.HourlyRateHundredths = (long?)(HourlyRate * 100);
        profile.Currency = Currency;
        profile.Languages = [.. Languages ?? []];
        profile.Availability = Availability;
        profile.ServiceRadiusKm = ServiceRadiusKm;
        profile.DiscoverableByPhone = DiscoverableByPhone ?? true;
    }
}
