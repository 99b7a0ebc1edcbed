using System.Security.Cryptography;
using System.Text;
using AuthServer.Protocol.Scopes;
using AuthServer.Protocol.Storage;
using AuthServer.Protocol.Subjects;
using AuthServer.Protocol.Tokens;
using Microsoft.Extensions.Options;
using Sealing;

namespace AuthServer.Protocol.Grants;

/// <summary>The grant type <c>authorization_code</c> (RFC 6749 §4.1.3, RFC 7636 §4.6).</summary>
internal sealed class AuthorizationCodeGrant(KeyRing ring, ITokenStore store, ISubjects subjects, IOptions<ProtocolOptions> options, TimeProvider time) : IGrant
{
    public string Type => GrantTypes.AuthorizationCode;

    public async Task<Result<Approval>> ApproveAsync(TokenRequest request, CancellationToken cancel)
    {
        var (client, parameters, _) = request;
        if (!parameters.TryGet(Names.Code, out var text)) return OAuthError.InvalidRequest("The code is missing.");
        // Another client's code is refused without being used up (CVE-2026-16089): nothing is written before all of this holds.
        if (AuthorizationCode.Open(text, ring) is not { } code || code.Content.ClientId != client.ClientId) return Refused();
        if (code.Content.ExpiresAt <= time.GetUtcNow()) return Refused();
        if (parameters[Names.RedirectUri] != code.Content.RedirectUri) return OAuthError.InvalidGrant("The redirect_uri is not the one of the authorization request.");
        if (!Proves(parameters["code_verifier"], code.Content.CodeChallenge)) return OAuthError.InvalidGrant("The code_verifier does not match the code_challenge.");
        return await ApproveAsync(request, code, cancel);
    }

    private async Task<Result<Approval>> ApproveAsync(TokenRequest request, AuthorizationCode code, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var content = code.Content;
        if (await subjects.FindAsync(content.Subject, cancel) is not { } subject) return Refused();
        // The store looks at the session once more, in the transaction that redeems.
        if (await store.FindLiveSessionAsync(content.SessionId, now, cancel) is not { } session) return Refused();
        // What was withdrawn from the client since the authorization request is left out.
        var scopes = ScopeSet.Parse(content.Scope)!.Intersect(request.Client.Scopes);
        // The session may have moved on to a later sign-in; the tokens tell of the one that the user was asked on.
        var grant = GrantTerms.New(code.Id, session, request.Client, scopes, options.Value, now) with { AuthTime = content.AuthTime, Acr = content.Acr, Amr = content.Amr, Claims = content.Claims?.Write() };
        return new Approval(request.Client, scopes, new TokenWrite.Redeem()) { Subject = subject, Grant = grant, Nonce = content.Nonce };
    }

    // RFC 7636 §4.6. A verifier without a challenge is refused: it tells of a challenge that was stripped on the way (RFC 9700 §4.8.2).
    private static bool Proves(string? verifier, string? challenge)
    {
        if (challenge is null) return verifier is null;
        if (verifier is null || !CodeVerifier.IsWellFormed(verifier)) return false;
        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(CodeVerifier.Challenge(verifier)), Encoding.ASCII.GetBytes(challenge));
    }

    private static OAuthError Refused() => OAuthError.InvalidGrant("The code is not valid, expired, or was issued to another client.");
}
