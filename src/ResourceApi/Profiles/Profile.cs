namespace ResourceApi.Profiles;

/// <summary>What a user tells about themselves; who they are (phone, e-mail, roles) belongs to the authorization server.</summary>
public sealed class Profile
{
    /// <summary>The token's <c>sub</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Counts the writes; the row's <c>ETag</c> and its guard against lost updates.</summary>
    public long Version { get; set; } = 1;

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; set; }

    public string? FirstName { get; set; }

    public string? LastName { get; set; }

    public string? DisplayName { get; set; }

    public string? Bio { get; set; }

    public DateOnly? DateOfBirth { get; set; }

    public string? Gender { get; set; }

    /// <summary>A BCP 47 language tag.</summary>
    public string? Locale { get; set; }

    /// <summary>An IANA time zone.</summary>
    public string? TimeZone { get; set; }

    public Address Address { get; set; } = new();

    /// <summary>Degrees, −90 to 90; set together with <see cref="Longitude"/>.</summary>
    public double? Latitude { get; set; }

    /// <summary>Degrees, −180 to 180.</summary>
    public double? Longitude { get; set; }

    public IList<string> Skills { get; set; } = [];

    /// <summary>BCP 47 language tags of the languages spoken.</summary>
    public IList<string> Languages { get; set; } = [];

    /// <summary>In hundredths of <see cref="Currency"/>.</summary>
    public long? HourlyRateHundredths { get; set; }

    /// <summary>An ISO 4217 code.</summary>
    public string? Currency { get; set; }

    public Availability? Availability { get; set; }

    /// <summary>The random name of the present image; its files are named after it.</summary>
    public string? Image { get; set; }
}
