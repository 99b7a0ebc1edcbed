namespace AuthServer.Credentials;

/// <summary>The body of <c>POST /api/v1/password/set/</c>.</summary>
public sealed class SetPasswordBody
{
    /// <summary>The password: 8 to 256 characters, not a common one, without the own name, number or address.</summary>
    public required string Password { get; init; }
}
