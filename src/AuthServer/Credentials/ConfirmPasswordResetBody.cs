namespace AuthServer.Credentials;

/// <summary>The body of <c>POST /api/v1/password-reset/confirm/</c>.</summary>
public sealed class ConfirmPasswordResetBody
{
    /// <summary>The token of the link.</summary>
    public required string Token { get; init; }

    /// <summary>The new password: 8 to 256 characters, not a common one, without the own name, number or address.</summary>
    public required string NewPassword { get; init; }
}
