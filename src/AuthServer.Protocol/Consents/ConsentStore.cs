using AuthServer.Protocol.Scopes;
using AuthServer.Protocol.Storage;
using Microsoft.EntityFrameworkCore;

namespace AuthServer.Protocol.Consents;

/// <summary>Keeps what users allowed.</summary>
public sealed class ConsentStore(IDbContextFactory<ProtocolDbContext> db, ITokenStore store, TimeProvider time)
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
    public Task AllowAsync(string subject, string clientId, ScopeSet asked, ScopeSet allowed, CancellationToken cancel) =>
        store.RecordConsentAsync(new Consent { Subject = subject, ClientId = clientId, Scopes = allowed, Asked = asked, GrantedAt = time.GetUtcNow() }, cancel);
}
