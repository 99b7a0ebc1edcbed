namespace AuthServer.Audit;

/// <summary>The stable names of what is audited.</summary>
public static class AuditEvents
{
    /// <summary>A session began; the detail is its <c>amr</c>.</summary>
    public const string SignedIn = "sign_in.succeeded";

    /// <summary>A secret or a new device's code was refused; the outcome says why, the detail which secret.</summary>
    public const string SignInFailed = "sign_in.failed";

    /// <summary>A right secret has to be followed by a code: the PIN of a device that is new, or any secret where a client wants two factors.</summary>
    public const string DeviceChallenged = "sign_in.device_challenged";

    /// <summary>The user said that a sign-in was not theirs.</summary>
    public const string SignInDisowned = "sign_in.disowned";

    /// <summary>Wrong guesses locked the account.</summary>
    public const string Locked = "account.locked";

    /// <summary>An account was made; the detail is the kind of its secret.</summary>
    public const string Registered = "account.registered";

    /// <summary>A registration met a number, address or name that is taken; the detail says which.</summary>
    public const string RegistrationConflict = "account.registration_conflict";

    /// <summary>The owner of an address or number proved it was theirs; what somebody else had set up with it was dropped.</summary>
    public const string Recovered = "account.recovered";

    /// <summary>A one-time code was tried in vain; the detail is its purpose.</summary>
    public const string CodeFailed = "code.failed";

    /// <summary>The e-mail address was proved by a code.</summary>
    public const string EmailVerified = "email.verified";

    /// <summary>The phone number was proved by a code.</summary>
    public const string PhoneVerified = "phone.verified";

    /// <summary>The account has another e-mail address.</summary>
    public const string EmailChanged = "email.changed";

    /// <summary>The account has another phone number.</summary>
    public const string PhoneChanged = "phone.changed";

    /// <summary>An address or number that was never proved left the account, because somebody else proved it.</summary>
    public const string ContactReleased = "account.contact_released";

    /// <summary>The account got its first PIN.</summary>
    public const string PinSet = "pin.set";

    /// <summary>The PIN was changed by who knows it.</summary>
    public const string PinChanged = "pin.changed";

    /// <summary>A wrong PIN was given to change it.</summary>
    public const string PinChangeFailed = "pin.change_failed";

    /// <summary>The PIN was reset by a code.</summary>
    public const string PinReset = "pin.reset";

    /// <summary>The account got its first password.</summary>
    public const string PasswordSet = "password.set";

    /// <summary>The password was changed by who knows it.</summary>
    public const string PasswordChanged = "password.changed";

    /// <summary>A wrong password was given to change it.</summary>
    public const string PasswordChangeFailed = "password.change_failed";

    /// <summary>The password was reset by a link.</summary>
    public const string PasswordReset = "password.reset";

    /// <summary>The user took back what an app was allowed; the detail is its client_id.</summary>
    public const string ConsentWithdrawn = "consent.withdrawn";

    /// <summary>A device became known; the detail is its row.</summary>
    public const string DeviceEnrolled = "device.enrolled";

    /// <summary>A device got another name; the detail is its row.</summary>
    public const string DeviceRenamed = "device.renamed";

    /// <summary>A device was forgotten; the detail is its row.</summary>
    public const string DeviceRemoved = "device.removed";

    /// <summary>A session ended before its time; the detail is the reason.</summary>
    public const string SessionEnded = "session.ended";

    /// <summary>A grant was revoked; the detail is the reason.</summary>
    public const string GrantRevoked = "grant.revoked";

    /// <summary>An access token was revoked.</summary>
    public const string TokenRevoked = "token.revoked";

    /// <summary>Somebody else gave the user other roles; the detail says from which to which, and why.</summary>
    public const string RolesChanged = "user.roles_changed";

    /// <summary>The verification of the user's identity came to another state; the detail is status and level.</summary>
    public const string VerificationChanged = "user.verification_changed";

    /// <summary>An API had a message sent about the user; the detail is its template.</summary>
    public const string NoticeSent = "notice.sent";
}
