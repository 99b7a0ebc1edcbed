using AuthServer.Protocol.Consents;
using AuthServer.Protocol.Scopes;
using AuthServer.Protocol.Storage;
using Microsoft.EntityFrameworkCore;

namespace AuthServer.Consents;

/// <summary>Reads what a user allowed which apps.</summary>
internal sealed class AllowedApps(ConsentStore consents, IDbContextFactory<ProtocolDbContext> engine, ScopeCatalogue scopes, TimeProvider time)
{
    /// <summary>All of them, by <c>client_id</c>.</summary>
    public async Task<IReadOnlyList<ConsentAnswer>> OfAsync(string subject, CancellationToken cancel)
    {
        var allowed = await consents.OfAsync(subject, cancel);
        var (names, uses) = (await NamesAsync(allowed, cancel), await UsesAsync(subject, cancel));
        return [.. allowed.Select(c => new ConsentAnswer(
            c.ClientId, names.GetValueOrDefault(c.ClientId, c.ClientId), [.. c.Scopes.Select(s => new ConsentScope(s, scopes.Find(s)?.Description ?? s))],
            c.GrantedAt.UtcDateTime, uses.TryGetValue(c.ClientId, out var used) ? used.UtcDateTime : null))];
    }

    private async Task<Dictionary<string, string>> NamesAsync(IReadOnlyList<Consent> allowed, CancellationToken cancel)
    {
        var ids = allowed.Select(c => c.ClientId).ToList();
        await using var db = await engine.CreateDbContextAsync(cancel);
        return await db.Clients.AsNoTracking().Where(c => ids.Contains(c.ClientId)).ToDictionaryAsync(c => c.ClientId, c => c.Name, cancel);
    }

    private async Task<Dictionary<string, DateTimeOffset>> UsesAsync(string subject, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        await using var db = await engine.CreateDbContextAsync(cancel);
        var sessions = db.Sessions.Where(s => s.Subject == subject && s.EndedAt == null).Select(s => s.Id);
        var grants = await db.Grants.AsNoTracking().Where(g => sessions.Contains(g.SessionId) && g.State!.RevokedAt == null && g.ExpiresAt > now).Select(g => new { g.ClientId, g.CreatedAt, g.State!.RotatedAt }).ToListAsync(cancel);
        return grants.GroupBy(g => g.ClientId).ToDictionary(g => g.Key, g => g.Max(grant => grant.RotatedAt ?? grant.CreatedAt));
    }
}
