namespace AuthServer.Credentials;

/// <summary>The body of <c>POST /api/v1/password/change/</c>.</summary>
public sealed class ChangePasswordBody
{
    /// <summary>The password as it is.</summary>
    public required string CurrentPassword { get; init; }

    /// <summary>The password as it shall be: 8 to 256 characters, not a common one, without the own name, number or address.</summary>
    public required string NewPassword { get; init; }
}
