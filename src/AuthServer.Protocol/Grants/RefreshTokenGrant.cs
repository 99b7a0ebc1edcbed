using AuthServer.Protocol.Scopes;
using AuthServer.Protocol.Sessions;
using AuthServer.Protocol.Storage;
using AuthServer.Protocol.Subjects;
using AuthServer.Protocol.Tokens;
using Sealing;

namespace AuthServer.Protocol.Grants;

/// <summary>The grant type <c>refresh_token</c> (RFC 6749 §6), with rotation (RFC 9700 §4.14.2).</summary>
internal sealed class RefreshTokenGrant(KeyRing ring, ITokenStore store, ISubjects subjects, TimeProvider time) : IGrant
{
    public string Type => GrantTypes.RefreshToken;

    public async Task<Result<Approval>> ApproveAsync(TokenRequest request, CancellationToken cancel)
    {
        var (client, parameters, _) = request;
        if (!parameters.TryGet("refresh_token", out var text)) return OAuthError.InvalidRequest("The refresh_token is missing.");
        if (!RefreshToken.TryParse(text, ring, out var token)) return Refused();
        // Whether it lives, the write decides: it alone knows for certain.
        if (await store.FindGrantAsync(token.GrantId, cancel) is not { } grant) return Refused();
        if (grant.ClientId != client.ClientId) return await RefuseForeignAsync(grant, token, cancel);
        if (await subjects.FindAsync(grant.Subject, cancel) is not { } subject) return Refused();
        var scopes = Scopes(parameters[Names.Scope], grant, client.Scopes);
        // A token that is dead anyway has its client sign its user in again, whatever it asks for.
        if (scopes.Refused) return await store.FindLiveStateAsync(grant.Id, time.GetUtcNow(), cancel) is null ? Refused() : scopes.Error;
        return new Approval(client, scopes.Value, new TokenWrite.Rotate(token.Generation)) { Subject = subject, Grant = grant };
    }

    // RFC 6749 §6: no scope that was not originally granted. What was withdrawn from the client since then is left out.
    private static Result<ScopeSet> Scopes(string? asked, Grant grant, ScopeSet allowed)
    {
        var granted = grant.Scopes.Intersect(allowed);
        if (asked is null) return granted;
        if (ScopeSet.Parse(asked) is not { } scopes) return OAuthError.InvalidScope("The scope is malformed.");
        return scopes.IsSubsetOf(grant.Scopes) ? scopes.Intersect(allowed) : OAuthError.InvalidScope("The scope exceeds what was granted.");
    }

    // Another client's current token is refused and not used up. A token that its own client has already rotated is in the
    // wrong hands for certain: the family ends.
    private async Task<OAuthError> RefuseForeignAsync(Grant grant, RefreshToken token, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        if (await store.FindLiveStateAsync(grant.Id, now, cancel) is { } state && token.Generation < state.Generation) await store.RevokeGrantAsync(grant.Id, EndReason.RefreshTokenReused, now);
        return Refused();
    }

    private static OAuthError Refused() => OAuthError.InvalidGrant("The refresh token is not valid, expired, revoked, or was issued to another client.");
}
