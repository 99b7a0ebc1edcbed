using System.Text.Json;
using AuthServer.Credentials;
using AuthServer.Data;
using ServiceDefaults.Answers;

namespace AuthServer.Accounts;

/// <summary>Tells why a PIN or a password is too weak: 400 with the reason in <c>data.reason</c>.</summary>
internal static class WeakSecret
{
    /// <summary>The code of a PIN that has the right form and is too easy to guess.</summary>
    public const string WeakPin = "weak_pin";

    /// <summary>What is wrong with a new PIN; null where nothing is.</summary>
    /// <param name="pin">What was typed.</param>
    /// <param name="field">The field's name, as the client sent it.</param>
    /// <param name="length">The configured length.</param>
    /// <param name="phone">The user's own number.</param>
    public static Problem? OfPin(string pin, string field, int length, PhoneNumber phone)
    {
        var weakness = PinRules.Weakness(pin, length, phone);
        if (weakness == PinWeakness.None) return null;
        if (weakness != PinWeakness.Format) return Pin(weakness, field);
        var errors = new FieldErrors();
        errors.Add(field, $"Must be {length} ASCII digits.");
        return Problem.Invalid(errors);
    }

    /// <summary>What is wrong with a new password; null where nothing is.</summary>
    /// <param name="password">What was typed.</param>
    /// <param name="field">The field's name, as the client sent it.</param>
    /// <param name="user">Whose it is to be.</param>
    public static Problem? OfPassword(string password, string field, User user)
    {
        var weakness = PasswordRules.Weakness(password, user);
        return weakness == PasswordWeakness.None ? null : Password(weakness, field);
    }

    private static Problem Pin(PinWeakness weakness, string field) => Of(WeakPin, field, weakness.ToString(), weakness switch
    {
        PinWeakness.Sequence => "The PIN counts up or down.",
        PinWeakness.Repeat => "The PIN is one digit repeated.",
        PinWeakness.Pattern => "The PIN is a pattern.",
        PinWeakness.Year => "The PIN is a year.",
        PinWeakness.Phone => "The PIN is part of the phone number.",
        _ => "The PIN is one of those that are used most.",
    });

    private static Problem Password(PasswordWeakness weakness, string field) => Of("weak_password", field, weakness.ToString(), weakness switch
    {
        PasswordWeakness.TooShort => "The password needs at least 8 characters.",
        PasswordWeakness.TooLong => "The password may have at most 256 characters.",
        PasswordWeakness.Format => "The password is not well-formed Unicode.",
        PasswordWeakness.Personal => "The password holds your name, number or address.",
        _ => "The password is one of those that are used most.",
    });

    private static Problem Of(string code, string field, string weakness, string sentence) =>
        Problem.BadRequest(code, sentence, new Dictionary<string, string[]> { [field] = [sentence] }, new { reason = JsonNamingPolicy.SnakeCaseLower.ConvertName(weakness) });
}
