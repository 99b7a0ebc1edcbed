namespace AuthServer.Accounts;

/// <summary>The body of <c>POST /auth/login/</c>.</summary>
public sealed class LoginByPinBody
{
    /// <summary>The number in E.164.</summary>
    public required string PhoneNumber { get; init; }

    /// <summary>The PIN.</summary>
    public required string Pin { get; init; }

    /// <summary>The device; one that the account does not know may have to bring a code.</summary>
    public DeviceBody? Device { get; init; }
}
