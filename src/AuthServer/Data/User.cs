using Microsoft.AspNetCore.Identity;

namespace AuthServer.Data;

/// <summary>A person with an account. Members are named after the standard claims (OIDC Core §5.1) where Identity has no name of its own.</summary>
/// <remarks>The username is <c>preferred_username</c>; <see cref="IdentityUser{TKey}.PhoneNumber"/> is E.164 and belongs to one account.</remarks>
public sealed class User : IdentityUser<Guid>
{
    /// <summary>A new account with a key in the order of time.</summary>
    public User()
    {
        Id = Guid.CreateVersion7();
        SecurityStamp = NewStamp();
    }

    /// <summary>A security stamp that is like no other: whatever began under the one before it is refused.</summary>
    public static string NewStamp() => Guid.CreateVersion7().ToString("N");

    /// <summary><c>name</c> where it is not the given and family name joined.</summary>
    public string? DisplayName { get; set; }

    /// <summary><c>given_name</c>.</summary>
    public string? GivenName { get; set; }

    /// <summary><c>middle_name</c>.</summary>
    public string? MiddleName { get; set; }

    /// <summary><c>family_name</c>.</summary>
    public string? FamilyName { get; set; }

    /// <summary><c>nickname</c>.</summary>
    public string? Nickname { get; set; }

    /// <summary><c>profile</c>: the URL of the user's page.</summary>
    public string? ProfileUrl { get; set; }

    /// <summary><c>picture</c>.</summary>
    public string? PictureUrl { get; set; }

    /// <summary><c>website</c>.</summary>
    public string? Website { get; set; }

    /// <summary><c>gender</c>.</summary>
    public string? Gender { get; set; }

    /// <summary><c>birthdate</c>: YYYY-MM-DD, 0000-MM-DD or YYYY.</summary>
    public string? Birthdate { get; set; }

    /// <summary><c>zoneinfo</c>: a name of the IANA time zone database.</summary>
    public string? ZoneInfo { get; set; }

    /// <summary><c>locale</c>: a BCP 47 language tag.</summary>
    public string? Locale { get; set; }

    /// <summary><c>address.street_address</c>.</summary>
    public string? StreetAddress { get; set; }

    /// <summary><c>address.locality</c>.</summary>
    public string? Locality { get; set; }

    /// <summary><c>address.region</c>.</summary>
    public string? Region { get; set; }

    /// <summary><c>address.postal_code</c>.</summary>
    public string? PostalCode { get; set; }

    /// <summary><c>address.country</c>.</summary>
    public string? Country { get; set; }

    /// <summary>What the user is on the marketplace; also one of the roles.</summary>
    public string UserType { get; set; } = Data.Roles.Customer;

    /// <summary>How far the verification of the identity is: <c>none</c> until a submission.</summary>
    public string KycStatus { get; set; } = "none";

    /// <summary>How much of the identity is verified: <c>none</c>, <c>basic</c> or <c>full</c>.</summary>
    public string KycLevel { get; set; } = "none";

    /// <summary><c>verified_claims</c> (OpenID Connect for Identity Assurance 1.0 §5), a JSON object; null where nothing is verified.</summary>
    public string? VerifiedClaims { get; set; }

    /// <summary>Of when the word about the verification is; older words that come later are left aside.</summary>
    public DateTimeOffset? VerificationAsOf { get; set; }

    /// <summary>Rises with every change that others are told of (<see cref="Events.UserNews"/>); the database counts it.</summary>
    public long Version { get; init; } = 1;

    /// <summary>True refuses every sign-in and every refresh.</summary>
    public bool Disabled { get; set; }

    /// <summary>Raised with every change of roles or verification; resource APIs refuse tokens with an older one.</summary>
    public long AuthorizationVersion { get; set; } = 1;

    /// <summary>When the password was set; null where it is as old as the account, or there is none.</summary>
    public DateTimeOffset? PasswordChangedAt { get; set; }

    /// <summary>When the e-mail address took another one's place; null where it never did.</summary>
    public DateTimeOffset? EmailChangedAt { get; set; }

    /// <summary>When the phone number took another one's place; null where it never did.</summary>
    public DateTimeOffset? PhoneChangedAt { get; set; }

    /// <summary>When a secret was last reset by who owns the phone or the mailbox.</summary>
    public DateTimeOffset? RecoveredAt { get; set; }

    /// <summary>When the account was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary><c>updated_at</c>.</summary>
    public required DateTimeOffset UpdatedAt { get; set; }
}
