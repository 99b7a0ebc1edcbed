namespace AuthServer.Accounts;

/// <summary>The name somebody signs in by: a username, an e-mail address or a phone number; which one can be seen from its form.</summary>
/// <param name="Kind">Which one.</param>
/// <param name="Canonical">The form it is compared in; two spellings of one name share it.</param>
public readonly record struct LoginName(LoginNameKind Kind, string Canonical)
{
    private const int Longest = 256;

    /// <summary>Reads what was typed. Never fails: what can be nobody's name is <see cref="LoginNameKind.Nobody"/>, and is guessed at as any other.</summary>
    public static LoginName Of(string text)
    {
        var typed = text.Trim();
        if (PhoneNumber.Parse(typed) is { } phone) return new LoginName(LoginNameKind.Phone, phone.ToString());
        if (EmailAddress.Normalize(typed) is { } email) return new LoginName(LoginNameKind.Email, email);
        if (Username.Normalize(typed) is { } name) return new LoginName(LoginNameKind.Username, name);
        return new LoginName(LoginNameKind.Nobody, typed[..Math.Min(typed.Length, Longest)]);
    }

    /// <summary>As <see cref="Of"/>, where only a phone number will do.</summary>
    public static LoginName OfPhone(string text) => Of(text) is { Kind: LoginNameKind.Phone } phone ? phone : new LoginName(LoginNameKind.Nobody, text[..Math.Min(text.Length, Longest)]);
}
