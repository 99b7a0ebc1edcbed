using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using AuthServer.Audit;
using AuthServer.Data;
using AuthServer.Protocol.Registration;
using AuthServer.Protocol.Scopes;
using AuthServer.Protocol.Storage;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults.Answers;
using ServiceDefaults.Bodies;

namespace AuthServer.Admin.RegistrationTokens;

/// <summary>The routes over initial access tokens (RFC 7591 §3): who may register clients.</summary>
internal sealed class AdministerTokens(IDbContextFactory<ProtocolDbContext> contexts, Statements statements, ScopeCatalogue scopes, AuditLog audit, TimeProvider time)
{
    private const int LongestName = 100;
    private const int LargestQuota = 100_000;
    private const int Bytes = 32;
    private const int MostTokens = 1000;

    /// <summary><c>GET /api/v1/admin/registration-tokens/</c>, newest first.</summary>
    public async Task<IResult> ListAsync(CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var tokens = await db.InitialAccessTokens.AsNoTracking().OrderByDescending(t => t.Id).Take(MostTokens).ToListAsync(cancel);
        return Envelope.Ok(new Items<TokenAnswer>([.. tokens.Select(token => TokenAnswer.Of(token))]));
    }

    /// <summary><c>POST /api/v1/admin/registration-tokens/</c>.</summary>
    public async Task<IResult> CreateAsync(JsonBody<TokenBody> json, HttpContext http)
    {
        var (body, now, errors) = (json.Value, Stored.Moment(time), new FieldErrors());
        var (name, allowed) = (Accounts.Text.Clean(body.Name, LongestName), ScopeSet.Parse(body.Scope));
        errors.Require(name is not null && body.Name.Length <= LongestName, "name", $"Must have 1 to {LongestName} visible characters.");
        errors.Require(body.Quota is >= 1 and <= LargestQuota, "quota", $"Must be 1 to {LargestQuota}.");
        errors.Require(body.ExpiresAt > now, "expires_at", "Must be in the future.");
        // What administers is never anybody's who registers themselves.
        errors.Require(allowed is not null && allowed.All(scope => scopes.Find(scope) is not null && scope != AdminRoute.Scope), "scope", "Each must be one of scopes_supported in the discovery document, and not admin.");
        if (errors.Any) return Problem.Invalid(errors);
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));
        var row = new InitialAccessToken { Hash = SHA256.HashData(Encoding.UTF8.GetBytes(token)), Name = name!, Remaining = body.Quota, Scopes = allowed!, ExpiresAt = body.ExpiresAt, CreatedAt = now };
        await statements.WriteAsync(async write =>
        {
            await using var engine = await write.EngineAsync();
            engine.InitialAccessTokens.Add(row);
            await engine.SaveChangesAsync(CancellationToken.None);
            await audit.AddActAsync(write, AdminActs.RegistrationTokenCreated, null, AdminCaller.Of(http), $"{row.Id} {row.Name}");
        }, http.RequestAborted);
        return Envelope.Created(TokenAnswer.Of(row, token));
    }

    /// <summary><c>DELETE /api/v1/admin/registration-tokens/{id}/</c>: clients that were registered with it stay.</summary>
    public async Task<IResult> DeleteAsync(string id, HttpContext http)
    {
        var deleted = Guid.TryParseExact(id, "D", out var key) && await statements.WriteAsync(async write =>
        {
            await using var engine = await write.EngineAsync();
            if (await engine.InitialAccessTokens.Where(t => t.Id == key).ExecuteDeleteAsync(CancellationToken.None) == 0) return false;
            return await audit.AddActAsync(write, AdminActs.RegistrationTokenDeleted, null, AdminCaller.Of(http), key.ToString());
        }, http.RequestAborted);
        return deleted ? Envelope.Ok("Deleted") : Problem.NotFound("There is no such token.");
    }
}
