namespace AuthServer.Accounts;

/// <summary>The body of <c>POST /api/v1/register/</c>.</summary>
public sealed class RegisterByPasswordBody
{
    /// <summary>3 to 32 ASCII letters, digits, dots, hyphens and underscores, a letter first.</summary>
    public required string Username { get; init; }

    /// <summary>The e-mail address; a code is sent to it.</summary>
    public required string Email { get; init; }

    /// <summary>The password: 8 to 256 characters, not a common one, without the own name, number or address.</summary>
    public required string Password { get; init; }

    /// <summary>The number in E.164, such as +12025550101.</summary>
    public string? Phone { get; init; }

    /// <summary>Another name for <see cref="Phone"/>.</summary>
    public string? PhoneNumber { get; init; }

    /// <summary>customer, the default, or provider.</summary>
    public string? Role { get; init; }

    /// <summary>The device, which the account will know.</summary>
    public DeviceBody? Device { get; init; }
}
