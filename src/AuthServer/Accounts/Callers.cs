using System.Globalization;
using System.Security.Claims;
using AuthServer.Admin;
using AuthServer.Data;
using AuthServer.Protocol.Clients;
using AuthServer.Protocol.Sessions;
using AuthServer.Protocol.Subjects;
using AuthServer.Protocol.Tokens;

namespace AuthServer.Accounts;

/// <summary>What the REST routes know of the caller behind a live access token.</summary>
internal sealed class Callers(ClientCatalogue clients, ISubjects subjects)
{
    /// <summary>The caller's claims: <c>sub</c>, <c>client_id</c>, each <c>scope</c>, <c>sid</c> and <c>auth_time</c> of a user, and what the routes' policies ask for.</summary>
    public async Task<List<Claim>> ClaimsOfAsync(AccessToken token, CancellationToken cancel)
    {
        List<Claim> claims = [new("sub", token.Subject), new("client_id", token.ClientId), .. token.Scopes.Select(scope => new Claim("scope", scope))];
        if (token.SessionId is { } session) claims.Add(new("sid", SessionId.Format(session)));
        if (token.AuthTime is { } time) claims.Add(new(BearerHandler.AuthTimeClaim, time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)));
        if (await clients.FindAsync(token.ClientId, cancel) is { FirstParty: true }) claims.Add(new(BearerHandler.FirstPartyClaim, "true"));
        if (await AdministersAsync(token, cancel)) claims.Add(new(BearerHandler.AdminClaim, "true"));
        return claims;
    }

    // The role is asked for now: a token may be older than its loss.
    private async Task<bool> AdministersAsync(AccessToken token, CancellationToken cancel) =>
        token.Scopes.Contains(AdminRoute.Scope)
        // A client that registered itself administers nothing, whoever uses it.
        && await clients.FindAsync(token.ClientId, cancel) is { Origin: ClientOrigin.Administrator }
        && (token.SessionId is null || (await subjects.FindAsync(token.Subject, cancel) is { } subject && subject.Roles.Contains(Roles.Admin)));
}
