namespace AuthServer.Credentials;

/// <summary>The body of <c>POST /api/v1/password-reset/request/</c>.</summary>
public sealed class RequestPasswordResetBody
{
    /// <summary>The account's e-mail address.</summary>
    public required string Email { get; init; }
}
