using ServiceDefaults.Answers;

namespace AuthServer.Accounts;

/// <summary>Reads a phone number out of a body.</summary>
internal static class PhoneField
{
    /// <summary>The number, or null with what is wrong collected; empty is null and not wrong.</summary>
    /// <param name="typed">What was typed.</param>
    /// <param name="field">The field's name, as the client sent it.</param>
    /// <param name="errors">Collects what is wrong.</param>
    /// <param name="options">Which countries are served.</param>
    public static PhoneNumber? Read(string? typed, string field, FieldErrors errors, AccountOptions options)
    {
        if (string.IsNullOrEmpty(typed)) return null;
        var phone = PhoneNumber.Parse(typed);
        errors.Require(phone is not null, field, "Must be a phone number in E.164, such as +12025550101.");
        // Who pays for the messages decides where they go.
        var served = phone is not { } number || options.Limits.CallingCodes.Count == 0 || options.Limits.CallingCodes.Contains(number.CallingCode);
        errors.Require(served, field, "Numbers of this country are not served here.");
        return served ? phone : null;
    }
}
