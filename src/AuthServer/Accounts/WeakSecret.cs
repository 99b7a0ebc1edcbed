using System.Text.Json;
using AuthServer.Credentials;
using ServiceDefaults.Answers;

namespace AuthServer.Accounts;

/// <summary>Tells why a PIN or a password is too weak: 400 with the reason in <c>data.reason</c>.</summary>
internal static class WeakSecret
{
    public static Problem Pin(PinWeakness weakness) => Of("weak_pin", "pin", weakness.ToString(), weakness switch
    {
        PinWeakness.Sequence => "The PIN counts up or down.",
        PinWeakness.Repeat => "The PIN is one digit repeated.",
        PinWeakness.Pattern => "The PIN is a pattern.",
        PinWeakness.Year => "The PIN is a year.",
        PinWeakness.Phone => "The PIN is part of the phone number.",
        _ => "The PIN is one of those that are used most.",
    });

    public static Problem Password(PasswordWeakness weakness) => Of("weak_password", "password", weakness.ToString(), weakness switch
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
