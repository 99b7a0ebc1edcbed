namespace AuthServer.Credentials;

/// <summary>What a one-time code is for. The name is part of the code's MAC: a code of one purpose is wrong for every other.</summary>
public sealed class CodePurpose
{
    private CodePurpose(string name) => Name = name;

    /// <summary>Proves that the account's e-mail address is the user's.</summary>
    public static CodePurpose EmailVerification { get; } = new("email_verification");

    /// <summary>Proves that the account's phone number is the user's.</summary>
    public static CodePurpose PhoneVerification { get; } = new("phone_verification");

    /// <summary>Lets a new device sign in by PIN.</summary>
    public static CodePurpose NewDevice { get; } = new("new_device");

    /// <summary>The stored name.</summary>
    public string Name { get; }
}
