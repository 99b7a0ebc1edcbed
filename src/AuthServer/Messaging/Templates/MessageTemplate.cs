namespace AuthServer.Messaging.Templates;

/// <summary>A message that the platform sends: its name, its parts, and the values that it needs.</summary>
public sealed class MessageTemplate
{
    private MessageTemplate(string name, string[] placeholders, string[]? email = null, string[]? sms = null)
    {
        Name = name;
        Placeholders = placeholders.ToHashSet();
        EmailPlaceholders = email?.ToHashSet();
        SmsPlaceholders = sms?.ToHashSet();
    }

    /// <summary>The code that verifies an e-mail address.</summary>
    public static MessageTemplate VerifyEmail { get; } = OfEmail("verify_email", "code", "minutes", "host");

    /// <summary>The code that verifies a phone number.</summary>
    public static MessageTemplate VerifyPhone { get; } = OfSms("verify_phone", "code", "host");

    /// <summary>The code that lets a new device in.</summary>
    public static MessageTemplate NewDeviceCode { get; } = OfSms("new_device_code", "code", "host");

    /// <summary>The code that resets a PIN.</summary>
    public static MessageTemplate PinResetCode { get; } = OfSms("pin_reset_code", "code", "host");

    /// <summary>The link that resets a password.</summary>
    public static MessageTemplate PasswordReset { get; } = OfEmail("password_reset", "link", "minutes", "host");

    /// <summary>The code that proves a new e-mail address, sent to it.</summary>
    public static MessageTemplate ChangeEmail { get; } = OfEmail("change_email", "code", "minutes", "host");

    /// <summary>The code that proves a new phone number, sent to it.</summary>
    public static MessageTemplate ChangePhone { get; } = OfSms("change_phone", "code", "host");

    /// <summary>Tells that the PIN was changed; the link is where its owner resets it.</summary>
    public static MessageTemplate PinChanged { get; } = Notice("pin_changed", ["host", "time", "link"], ["host", "link"]);

    /// <summary>Tells that the password was changed; the link is where its owner resets it.</summary>
    public static MessageTemplate PasswordChanged { get; } = Notice("password_changed", ["host", "time", "link"], ["host", "link"]);

    /// <summary>Tells the old address that it is no longer the account's; the new one is masked.</summary>
    public static MessageTemplate EmailChanged { get; } = Notice("email_changed", ["host", "time", "masked"], ["host", "masked"]);

    /// <summary>Tells that the phone number was changed; the new one is masked.</summary>
    public static MessageTemplate PhoneChanged { get; } = Notice("phone_changed", ["host", "time", "masked"], ["host", "masked"]);

    /// <summary>Tells of a sign-in on a new device; the link ends that sign-in. The link names the host in the text message, which must stay short.</summary>
    public static MessageTemplate NewDevice { get; } = Notice("new_device", ["host", "time", "device", "address", "link"], ["device", "link"]);

    /// <summary>Tells that a sign-in was ended because a copy of it was used.</summary>
    public static MessageTemplate SessionReuse { get; } = Notice("session_reuse", ["host", "time", "app"], ["host", "app"]);

    /// <summary>Tells the owner of an address or number that somebody tried to register or add it.</summary>
    public static MessageTemplate AlreadyRegistered { get; } = Notice("already_registered", ["host"], ["host"]);

    /// <summary>Tells that the account has another type.</summary>
    public static MessageTemplate UserTypeChanged { get; } = Notice("user_type_changed", ["host", "time", "role"], ["host", "role"]);

    /// <summary>Tells administrators that documents wait for a reviewer.</summary>
    public static MessageTemplate VerificationSubmitted { get; } = Notice("verification_submitted", ["host", "time", "type"], ["host", "type"]);

    /// <summary>Tells that a verification is done.</summary>
    public static MessageTemplate VerificationVerified { get; } = Notice("verification_verified", ["host", "time", "type"], ["host", "type"]);

    /// <summary>Tells that a verification was refused, and why.</summary>
    public static MessageTemplate VerificationRejected { get; } = Notice("verification_rejected", ["host", "time", "type", "reason"], ["host", "type"]);

    /// <summary>Tells that a verification has to be made anew.</summary>
    public static MessageTemplate VerificationExpired { get; } = Notice("verification_expired", ["host", "time", "type"], ["host", "type"]);

    /// <summary>Every template.</summary>
    public static IReadOnlyList<MessageTemplate> All { get; } =
    [
        VerifyEmail, VerifyPhone, NewDeviceCode, PinResetCode, PasswordReset, ChangeEmail, ChangePhone,
        PinChanged, PasswordChanged, EmailChanged, PhoneChanged, NewDevice, SessionReuse, AlreadyRegistered,
        UserTypeChanged, VerificationSubmitted, VerificationVerified, VerificationRejected, VerificationExpired,
    ];

    /// <summary>The name of its files, without the extension.</summary>
    public string Name { get; }

    /// <summary>The values that must be given, for either part.</summary>
    public IReadOnlySet<string> Placeholders { get; }

    /// <summary>Whether it can be an e-mail.</summary>
    public bool HasEmail => EmailPlaceholders is not null;

    /// <summary>Whether it can be a text message.</summary>
    public bool HasSms => SmsPlaceholders is not null;

    internal IReadOnlySet<string>? EmailPlaceholders { get; }

    internal IReadOnlySet<string>? SmsPlaceholders { get; }

    private static MessageTemplate OfEmail(string name, params string[] placeholders) => new(name, placeholders, email: placeholders);

    private static MessageTemplate OfSms(string name, params string[] placeholders) => new(name, placeholders, sms: placeholders);

    private static MessageTemplate Notice(string name, string[] email, string[] sms) => new(name, email, email, sms);
}
