namespace AuthServer.Protocol.Tokens;

/// <summary>An access token that was revoked before its end; kept until then.</summary>
public sealed class RevokedToken
{
    /// <summary><c>jti</c>.</summary>
    public required string Jti { get; init; }

    /// <summary><c>exp</c>; the row goes after it.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }
}
