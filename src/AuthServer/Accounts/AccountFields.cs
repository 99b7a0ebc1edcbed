using AuthServer.Data;
using ServiceDefaults.Answers;

namespace AuthServer.Accounts;

/// <summary>Turns the fields of a registration into a user, and collects what is wrong with them.</summary>
internal sealed class AccountFields(FieldErrors errors, DateTimeOffset now)
{
    private const int MaxName = 100;

    // To the millisecond, as it is stored: the first answer says what all later ones say.
    private readonly DateTimeOffset _now = DateTimeOffset.FromUnixTimeMilliseconds(now.ToUnixTimeMilliseconds());

    /// <summary>The user. Only customers and providers register themselves.</summary>
    public User User(string? username, string? email, PhoneNumber? phone, string? type, string typeField, string? locale)
    {
        errors.Require(string.IsNullOrEmpty(username) || Username.Parse(username) is not null, "username", "Must be 3 to 32 ASCII letters, digits, dots, hyphens or underscores, a letter first.");
        errors.Require(string.IsNullOrEmpty(email) || EmailAddress.Parse(email) is not null, "email", "Must be an e-mail address.");
        errors.Require(type is null or Roles.Customer or Roles.Provider, typeField, "Must be customer or provider.");
        var name = string.IsNullOrEmpty(username) ? Username.Make() : username;
        var address = EmailAddress.Normalize(email);
        return new User
        {
            UserName = name,
            NormalizedUserName = Username.Normalize(name),
            Email = address,
            NormalizedEmail = address,
            PhoneNumber = phone?.ToString(),
            UserType = type ?? Roles.Customer,
            Locale = locale,
            CreatedAt = _now,
            UpdatedAt = _now,
        };
    }

    /// <summary>A name of a person, cleaned; null where there is none.</summary>
    public static string? Name(string? typed) => Text.Clean(typed, MaxName);
}
