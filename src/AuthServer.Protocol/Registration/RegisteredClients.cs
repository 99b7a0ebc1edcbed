using System.Security.Cryptography;
using AuthServer.Protocol.Clients;
using AuthServer.Protocol.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace AuthServer.Protocol.Registration;

/// <summary>The rows of clients that registered themselves; each change is one transaction, and is refused to whoever does not hold the client's token.</summary>
internal sealed class RegisteredClients(IDbContextFactory<ProtocolDbContext> db, WriteTurn turn, ITokenStore store, ClientCatalogue clients, TimeProvider time)
{
    private static readonly byte[] None = new byte[SHA256.HashSizeInBytes];

    /// <summary>Adds a client; false where its initial access token has nothing left.</summary>
    public Task<bool> AddAsync(Client client, Guid? token, CancellationToken cancel) => InTurnAsync(async context =>
    {
        // Counted before the client is made, in one statement, and undone with it.
        if (token is { } id && !await CountAsync(context, id, cancel)) return false;
        context.Clients.Add(client);
        await context.SaveChangesAsync(cancel);
        return true;
    }, cancel);

    /// <summary>The enabled client that holds the token; null for anybody else, after the same steps.</summary>
    public async Task<Client?> FindAsync(string clientId, byte[] tokenHash, CancellationToken cancel)
    {
        await using var context = await db.CreateDbContextAsync(cancel);
        return await HeldAsync(context, clientId, tokenHash, cancel);
    }

    /// <summary>Changes a client as it asks; null where it does not hold the token, or an administrator disabled it meanwhile.</summary>
    public async Task<Client?> ChangeAsync(string clientId, byte[] tokenHash, Action<Client> change, CancellationToken cancel)
    {
        var changed = await InTurnAsync(async context =>
        {
            if (await HeldAsync(context, clientId, tokenHash, cancel) is not { } client) return null;
            change(client);
            client.Version++;
            await context.SaveChangesAsync(cancel);
            return client;
        }, cancel);
        clients.Forget(clientId);
        return changed;
    }

    /// <summary>Deletes a client with all that users allowed it; false as above.</summary>
    public async Task<bool> RemoveAsync(string clientId, byte[] tokenHash, CancellationToken cancel)
    {
        var removed = await InTurnAsync(async context =>
        {
            if (await HeldAsync(context, clientId, tokenHash, cancel) is not { } client) return false;
            context.Clients.Remove(client);
            await context.SaveChangesAsync(cancel);
            await store.ForgetClientAsync(context.Database.CurrentTransaction!.GetDbTransaction(), clientId, time.GetUtcNow(), cancel);
            return true;
        }, cancel);
        clients.Forget(clientId);
        return removed;
    }

    private async Task<bool> CountAsync(ProtocolDbContext context, Guid id, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        return await context.InitialAccessTokens.Where(t => t.Id == id && t.Remaining > 0 && t.ExpiresAt > now)
            .ExecuteUpdateAsync(t => t.SetProperty(x => x.Remaining, x => x.Remaining - 1), cancel) == 1;
    }

    private static async Task<Client?> HeldAsync(ProtocolDbContext context, string clientId, byte[] tokenHash, CancellationToken cancel)
    {
        var client = await context.Clients.Include(c => c.Secrets).SingleOrDefaultAsync(c => c.ClientId == clientId, cancel);
        // RFC 7592 §2: a client that is gone, another's token and a wrong one are one answer; compared for an unknown client too.
        var held = CryptographicOperations.FixedTimeEquals(client?.RegistrationTokenHash ?? None, tokenHash);
        return held && client is { Enabled: true } ? client : null;
    }

    private async Task<T> InTurnAsync<T>(Func<ProtocolDbContext, Task<T>> work, CancellationToken cancel)
    {
        await using var context = await db.CreateDbContextAsync(cancel);
        await turn.TakeAsync(cancel);
        try
        {
            await using var transaction = await context.Database.BeginTransactionAsync(cancel);
            var result = await work(context);
            await transaction.CommitAsync(cancel);
            return result;
        }
        finally
        {
            turn.Pass();
        }
    }
}
