using AuthServer.Protocol.Scopes;

namespace AuthServer.Protocol.Tokens;

/// <summary>What one of our own access tokens says.</summary>
/// <param name="Jti">Its identifier.</param>
/// <param name="Subject">The user, or the client itself where <paramref name="SessionId"/> is null.</param>
/// <param name="ClientId">The client it was issued to.</param>
/// <param name="Scopes">Its scopes.</param>
/// <param name="Audiences">The resources it is for.</param>
/// <param name="IssuedAt"><c>iat</c>.</param>
/// <param name="ExpiresAt"><c>exp</c>.</param>
/// <param name="SessionId">The session; null where a client acts for itself.</param>
/// <param name="AuthTime"><c>auth_time</c>: when the user last proved who they are; null where a client acts for itself.</param>
public sealed record AccessToken(
    string Jti,
    string Subject,
    string ClientId,
    ScopeSet Scopes,
    IReadOnlyList<string> Audiences,
    DateTimeOffset IssuedAt,
    DateTimeOffset ExpiresAt,
    Guid? SessionId,
    DateTimeOffset? AuthTime)
{
    /// <summary>Everything that it says, a JSON object.</summary>
    internal ReadOnlyMemory<byte> Payload { get; init; }
}
