namespace AuthServer.Accounts;

/// <summary>The body of <c>POST /api/v1/login/</c>: one of the three names, and the password.</summary>
public sealed class LoginByPasswordBody
{
    /// <summary>The username; an e-mail address or a phone number is understood here too.</summary>
    public string? Username { get; init; }

    /// <summary>The e-mail address.</summary>
    public string? Email { get; init; }

    /// <summary>The number in E.164.</summary>
    public string? PhoneNumber { get; init; }

    /// <summary>The password.</summary>
    public required string Password { get; init; }

    /// <summary>The device.</summary>
    public DeviceBody? Device { get; init; }
}
