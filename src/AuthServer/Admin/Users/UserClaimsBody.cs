using AuthServer.Data;

namespace AuthServer.Admin.Users;

/// <summary>What an administrator may change of a user: names, contacts and standard claims. Secrets are the user's own.</summary>
internal record UserClaimsBody
{
    /// <summary>3 to 32 ASCII letters, digits, dots, hyphens and underscores, a letter first.</summary>
    public string? Username { get; init; }

    /// <summary>The e-mail address; a new one is not verified.</summary>
    public string? Email { get; init; }

    /// <summary>The number in E.164; a new one is not verified.</summary>
    public string? PhoneNumber { get; init; }

    /// <summary><c>name</c>, where it is not the given and family name joined.</summary>
    public string? Name { get; init; }

    /// <summary><c>given_name</c>.</summary>
    public string? GivenName { get; init; }

    /// <summary><c>middle_name</c>.</summary>
    public string? MiddleName { get; init; }

    /// <summary><c>family_name</c>.</summary>
    public string? FamilyName { get; init; }

    /// <summary><c>nickname</c>.</summary>
    public string? Nickname { get; init; }

    /// <summary><c>profile</c>: an https address.</summary>
    public string? Profile { get; init; }

    /// <summary><c>picture</c>: an https address.</summary>
    public string? Picture { get; init; }

    /// <summary><c>website</c>: an https address.</summary>
    public string? Website { get; init; }

    /// <summary><c>gender</c>.</summary>
    public string? Gender { get; init; }

    /// <summary><c>birthdate</c>: YYYY-MM-DD, 0000-MM-DD or YYYY.</summary>
    public string? Birthdate { get; init; }

    /// <summary><c>zoneinfo</c>: a name of the IANA time zone database.</summary>
    public string? Zoneinfo { get; init; }

    /// <summary><c>locale</c>: a BCP 47 language tag.</summary>
    public string? Locale { get; init; }

    /// <summary><c>address</c>.</summary>
    public PostalAddress? Address { get; init; }

    /// <summary>What a user's row says.</summary>
    public static UserClaimsBody Of(User user) => new()
    {
        Username = user.UserName,
        Email = user.Email,
        PhoneNumber = user.PhoneNumber,
        Name = user.DisplayName,
        GivenName = user.GivenName,
        MiddleName = user.MiddleName,
        FamilyName = user.FamilyName,
        Nickname = user.Nickname,
        Profile = user.ProfileUrl,
        Picture = user.PictureUrl,
        Website = user.Website,
        Gender = user.Gender,
        Birthdate = user.Birthdate,
        Zoneinfo = user.ZoneInfo,
        Locale = user.Locale,
        Address = new PostalAddress { StreetAddress = user.StreetAddress, Locality = user.Locality, Region = user.Region, PostalCode = user.PostalCode, Country = user.Country },
    };

    /// <summary>Puts the claims, which were found good, into a user's row; contacts are another matter.</summary>
    public void ApplyTo(User user)
    {
        (user.DisplayName, user.GivenName, user.MiddleName, user.FamilyName, user.Nickname) = (Name, GivenName, MiddleName, FamilyName, Nickname);
        (user.ProfileUrl, user.PictureUrl, user.Website, user.Gender) = (Profile, Picture, Website, Gender);
        (user.Birthdate, user.ZoneInfo, user.Locale) = (Birthdate, Zoneinfo, Locale);
        (user.StreetAddress, user.Locality, user.Region) = (Address?.StreetAddress, Address?.Locality, Address?.Region);
        (user.PostalCode, user.Country) = (Address?.PostalCode, Address?.Country);
    }
}
