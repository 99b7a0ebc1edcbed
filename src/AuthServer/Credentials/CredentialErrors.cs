using AuthServer.Protocol;

namespace AuthServer.Credentials;

/// <summary>The refusals of the PIN and password grants: those of RFC 6749, and the words that it has no code for.</summary>
internal static class CredentialErrors
{
    public const string DeviceVerificationRequired = "device_verification_required";
    public const string ChallengeId = "challenge_id";
    public const string Reason = "reason";
    public const string EmailNotVerified = "email_not_verified";

    /// <summary>Unknown, wrong, locked, disabled: one answer.</summary>
    public static OAuthError Wrong { get; } = OAuthError.InvalidGrant("The credentials are not valid.");

    /// <summary>RFC 9700 §2.4: nobody but our own apps may ask users for their secrets.</summary>
    public static OAuthError FirstPartyOnly { get; } = OAuthError.UnauthorizedClient("Only first-party clients may use this grant type.");

    /// <summary>The e-mail address has to be verified first; told to who knows the password.</summary>
    public static OAuthError Unverified { get; } = OAuthError.InvalidGrant("The e-mail address is not verified.") with { Extras = new Dictionary<string, string> { [Reason] = EmailNotVerified } };

    /// <summary>The device's identifier is malformed.</summary>
    public static OAuthError MalformedDevice { get; } = OAuthError.InvalidRequest("The device_id must be 16 to 256 visible ASCII characters.");

    /// <summary>The PIN is right; the code that was sent to the phone is needed too.</summary>
    public static OAuthError NewDevice(string challenge) =>
        new(DeviceVerificationRequired, "The device is new: send challenge_id and the code that was sent to the phone.") { Extras = new Dictionary<string, string> { [ChallengeId] = challenge } };
}
