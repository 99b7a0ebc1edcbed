using System.Security.Cryptography;
using System.Text;
using AuthServer.Protocol.Requests;
using AuthServer.Protocol.Storage;
using AuthServer.Protocol.UserInfo;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace AuthServer.Protocol.Registration;

/// <summary>Who may register a client: whoever holds an initial access token, or anybody where that is open (RFC 7591 §3).</summary>
internal sealed class RegistrationGate(IDbContextFactory<ProtocolDbContext> db, IOptions<RegistrationOptions> options, RegistrationLimit limit, TimeProvider time)
{
    /// <summary>The right of a request. Closed, unknown, expired and used up are one answer.</summary>
    public async ValueTask<Result<RegistrationRight>> EnterAsync(HttpContext http)
    {
        var token = BearerToken.Header(http.Request);
        if (token.Refused) return token.Error;
        if (token.Value.Length > 0) return await FindAsync(token.Value, http.RequestAborted) is { } right ? right : OAuthError.InvalidToken();
        if (!options.Value.Open) return OAuthError.InvalidToken();
        return limit.Take(Caller.Of(http)) is { } tooMany ? tooMany : new RegistrationRight(null, options.Value.AllowedScopes);
    }

    /// <summary>Counts what a holder of a token makes the server look at; null where that may go on. A token is used up by clients that are registered, and would let any number of refused ones look.</summary>
    public OAuthError? Count(RegistrationRight right, ClientMetadata asked, HttpContext http) =>
        right.Token is not null && asked.SectorIdentifierUri is not null ? limit.Take(Caller.Of(http)) : null;

    // What is left of it is counted when the client is made; this only spares the work for one that is of no use.
    private async Task<RegistrationRight?> FindAsync(string token, CancellationToken cancel)
    {
        if (!options.Value.IsPossible) return null;
        var (hash, now) = (SHA256.HashData(Encoding.UTF8.GetBytes(token)), time.GetUtcNow());
        await using var context = await db.CreateDbContextAsync(cancel);
        var found = await context.InitialAccessTokens.AsNoTracking().SingleOrDefaultAsync(t => t.Hash == hash && t.Remaining > 0 && t.ExpiresAt > now, cancel);
        return found is null ? null : new RegistrationRight(found.Id, found.Scopes.Count > 0 ? found.Scopes : options.Value.AllowedScopes);
    }
}
