namespace AuthServer.Accounts;

/// <summary>The body of <c>POST /api/v1/email-change/</c>.</summary>
public sealed class ChangeEmailBody
{
    /// <summary>The new e-mail address; a code goes to it.</summary>
    public required string Email { get; init; }
}
