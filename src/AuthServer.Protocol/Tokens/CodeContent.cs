using AuthServer.Protocol.Scopes;

namespace AuthServer.Protocol.Tokens;

/// <summary>What a code is bound to (RFC 6749 §4.1.2, RFC 7636 §4.4) and what its tokens will say.</summary>
internal sealed record CodeContent(
    string ClientId,
    string RedirectUri,
    string? CodeChallenge,
    string Scope,
    string? Nonce,
    Guid SessionId,
    string Subject,
    DateTimeOffset AuthTime,
    string Acr,
    string Amr,
    DateTimeOffset ExpiresAt)
{
    /// <summary>The claims that were asked for one by one and allowed; null where none were.</summary>
    public GrantedClaims? Claims { get; init; }
}
