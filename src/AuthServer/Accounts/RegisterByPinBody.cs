namespace AuthServer.Accounts;

/// <summary>The body of <c>POST /auth/register/</c>.</summary>
public sealed class RegisterByPinBody
{
    /// <summary>The number in E.164, such as +12025550101.</summary>
    public required string PhoneNumber { get; init; }

    /// <summary>The PIN: ASCII digits, as many as the server is set to, none that are easily guessed.</summary>
    public required string Pin { get; init; }

    /// <summary>3 to 32 ASCII letters, digits, dots, hyphens and underscores, a letter first; made up where absent.</summary>
    public string? Username { get; init; }

    /// <summary>An e-mail address.</summary>
    public string? Email { get; init; }

    /// <summary>The given name.</summary>
    public string? FirstName { get; init; }

    /// <summary>The family name.</summary>
    public string? LastName { get; init; }

    /// <summary>customer, the default, or provider.</summary>
    public string? UserType { get; init; }

    /// <summary>The device, which the account will know.</summary>
    public DeviceBody? Device { get; init; }
}
