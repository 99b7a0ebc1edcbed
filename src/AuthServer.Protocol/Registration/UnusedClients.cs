using AuthServer.Protocol.Clients;
using AuthServer.Protocol.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace AuthServer.Protocol.Registration;

/// <summary>Clients that registered themselves and that no user allowed anything: programs register anew at every start, and some never stop.</summary>
public sealed class UnusedClients(IDbContextFactory<ProtocolDbContext> db, WriteTurn turn, ClientCatalogue clients, IOptions<RegistrationOptions> options, TimeProvider time)
{
    /// <summary>Deletes a batch of them.</summary>
    /// <returns>How many; fewer than <paramref name="batch"/> when it is through.</returns>
    public async Task<int> PruneAsync(int batch, CancellationToken cancel)
    {
        await using var context = await db.CreateDbContextAsync(cancel);
        // Found beside the writers, since grants are many; whether a user allowed it something meanwhile is asked again where it is deleted.
        var ids = await Unused(context).Where(c => !context.Grants.Select(g => g.ClientId).Contains(c.ClientId)).OrderBy(c => c.ClientId).Select(c => c.ClientId).Take(batch).ToListAsync(cancel);
        if (ids.Count == 0) return 0;
        await turn.TakeAsync(cancel);
        try
        {
            await Unused(context).Where(c => ids.Contains(c.ClientId)).ExecuteDeleteAsync(cancel);
        }
        finally
        {
            turn.Pass();
        }
        ids.ForEach(clients.Forget);
        return ids.Count;
    }

    // Whoever acts for itself needs nobody's consent, and leaves no trace of its use here.
    private IQueryable<Client> Unused(ProtocolDbContext context)
    {
        var before = time.GetUtcNow() - TimeSpan.FromDays(options.Value.UnusedDays);
        return context.Clients.Where(c => c.Origin == ClientOrigin.Registration && c.CreatedAt < before && !c.GrantTypes.Contains(GrantTypes.ClientCredentials) && !context.Consents.Select(x => x.ClientId).Contains(c.ClientId));
    }
}
