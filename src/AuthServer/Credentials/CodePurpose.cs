using AuthServer.Messaging.Templates;

namespace AuthServer.Credentials;

/// <summary>What a one-time code or link is for. The name is part of its MAC: one of one purpose is wrong for every other.</summary>
public sealed class CodePurpose
{
    private static readonly TimeSpan LifetimeOfCodes = TimeSpan.FromMinutes(10);

    private CodePurpose(string name, MessageTemplate template, TimeSpan lifetime) => (Name, Template, Lifetime) = (name, template, lifetime);

    /// <summary>Proves that the account's e-mail address is the user's.</summary>
    public static CodePurpose EmailVerification { get; } = new("email_verification", MessageTemplate.VerifyEmail, LifetimeOfCodes);

    /// <summary>Proves that the account's phone number is the user's.</summary>
    public static CodePurpose PhoneVerification { get; } = new("phone_verification", MessageTemplate.VerifyPhone, LifetimeOfCodes);

    /// <summary>Lets a new device sign in by PIN.</summary>
    public static CodePurpose NewDevice { get; } = new("new_device", MessageTemplate.NewDeviceCode, LifetimeOfCodes);

    /// <summary>Lets the owner of the phone choose another PIN.</summary>
    public static CodePurpose PinReset { get; } = new("pin_reset", MessageTemplate.PinResetCode, LifetimeOfCodes);

    /// <summary>Lets the owner of the mailbox choose another password; a link, not a code.</summary>
    public static CodePurpose PasswordReset { get; } = new("password_reset", MessageTemplate.PasswordReset, TimeSpan.FromMinutes(30));

    /// <summary>Proves a new e-mail address, which takes the old one's place then.</summary>
    public static CodePurpose EmailChange { get; } = new("email_change", MessageTemplate.ChangeEmail, LifetimeOfCodes);

    /// <summary>Proves a new phone number, which takes the old one's place then.</summary>
    public static CodePurpose PhoneChange { get; } = new("phone_change", MessageTemplate.ChangePhone, LifetimeOfCodes);

    /// <summary>The stored name.</summary>
    public string Name { get; }

    /// <summary>The message that carries it.</summary>
    public MessageTemplate Template { get; }

    /// <summary>Whether it is sent to whoever is named, at anybody's request.</summary>
    public bool IsAskedByAnybody => this == PinReset || this == PasswordReset;

    /// <summary>How long it is good.</summary>
    public TimeSpan Lifetime { get; }
}
