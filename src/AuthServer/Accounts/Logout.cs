using AuthServer.Protocol.Sessions;
using AuthServer.Protocol.Storage;
using AuthServer.Protocol.Tokens;
using ServiceDefaults.Answers;
using ServiceDefaults.Bodies;

namespace AuthServer.Accounts;

/// <summary><c>POST /api/v1/logout/</c>: ends the session behind a refresh token, and with it all its grants.</summary>
internal sealed class Logout(RefreshTokens tokens, ITokenStore store, AccountOptions options, TimeProvider time)
{
    /// <summary>Always 200: whoever is signed out wants nothing more, and nobody learns whether a token was good.</summary>
    public async Task<IResult> HandleAsync(JsonBody<RefreshBody> json, HttpContext http)
    {
        if (await tokens.FindAsync(json.Value.Refresh, http.RequestAborted) is { } grant && grant.ClientId == options.Client)
            await store.EndSessionAsync(grant.SessionId, EndReason.Logout, time.GetUtcNow());
        return Envelope.Ok("Signed out");
    }
}
