using AuthServer.Protocol.Scopes;
using AuthServer.Protocol.Storage;
using Microsoft.EntityFrameworkCore;

namespace AuthServer.Protocol.Consents;

/// <summary>Keeps what users allowed.</summary>
public sealed class ConsentStore(IDbContextFactory<ProtocolDbContext> db, TimeProvider time)
{
    /// <summary>What a user allowed a client, or null.</summary>
    public async ValueTask<Consent?> FindAsync(string subject, string clientId, CancellationToken cancel)
    {
        await using var context = await db.CreateDbContextAsync(cancel);
        return await context.Consents.AsNoTracking().SingleOrDefaultAsync(c => c.Subject == subject && c.ClientId == clientId, cancel);
    }

    /// <summary>Everything that a user allowed, by client.</summary>
    public async Task<IReadOnlyList<Consent>> OfAsync(string subject, CancellationToken cancel)
    {
        await using var context = await db.CreateDbContextAsync(cancel);
        return await context.Consents.AsNoTracking().Where(c => c.Subject == subject).OrderBy(c => c.ClientId).ToListAsync(cancel);
    }

    /// <summary>Records the user's yes: of the scopes asked for, those that the user left ticked; earlier ones beside them stay.</summary>
    public async Task AllowAsync(string subject, string clientId, ScopeSet asked, ScopeSet allowed, CancellationToken cancel)
    {
        var earlier = (await FindAsync(subject, clientId, cancel))?.Scopes ?? ScopeSet.Empty;
        var scopes = ScopeSet.Of(earlier.Where(s => !asked.Contains(s)).Concat(asked.Intersect(allowed)));
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        await using var context = await db.CreateDbContextAsync(cancel);
        // One statement: two tabs that say yes at once leave one row.
        await context.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO consents (subject, client_id, scopes, asked, granted_at) VALUES ({subject}, {clientId}, {scopes.ToString()}, {asked.ToString()}, {now})
            ON CONFLICT (subject, client_id) DO UPDATE SET scopes = excluded.scopes, asked = excluded.asked, granted_at = excluded.granted_at
            """,
            cancel);
    }
}
