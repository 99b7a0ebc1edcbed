using AuthServer.Audit;
using AuthServer.Data;
using AuthServer.Protocol.Clients;
using AuthServer.Protocol.Scopes;
using AuthServer.Protocol.Storage;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults.Answers;

namespace AuthServer.Admin.Clients;

/// <summary>Writes clients: row, audit and what depends on them in one transaction; the catalogue forgets before anybody is answered, so that the next request meets the new state.</summary>
internal sealed class ClientWrites(Statements statements, ClientCatalogue catalogue, AuditLog audit)
{
    /// <summary>The answer where there is no such client.</summary>
    public static Problem None { get; } = Problem.NotFound("There is no such client.");

    /// <summary>Nobody locks themselves out.</summary>
    public static Problem OwnClient { get; } = Problem.Conflict("own_client", "This request was made with that client: use another one to disable or delete it.");

    private static readonly Problem NeedsAdministrator = Problem.Forbidden("admin_role_needs_admin", "Only a signed-in administrator gives a client the scope admin.");

    /// <summary>Adds a client, unless its id is taken.</summary>
    public Task<ClientOutcome> AddAsync(Client client, AdminCaller admin, CancellationToken cancel) => WriteAsync(client.ClientId, async (write, engine) =>
    {
        if (await engine.Clients.AnyAsync(c => c.ClientId == client.ClientId, CancellationToken.None)) return Problem.Conflict("client_id_taken", "There is a client of that id already.");
        if (await RefuseAsync(engine, client, ScopeSet.Empty, admin) is { } refusal) return refusal;
        engine.Clients.Add(client);
        await engine.SaveChangesAsync(CancellationToken.None);
        await audit.AddActAsync(write, AdminActs.ClientCreated, null, admin, client.ClientId);
        return new ClientOutcome(client, null);
    }, cancel);

    /// <summary>Changes a client, if it is the version that the caller knows: of two who know the same, one comes too late.</summary>
    /// <param name="clientId">The client.</param>
    /// <param name="isExpected">Whether its version is the one that the caller means.</param>
    /// <param name="admin">Who.</param>
    /// <param name="change">Changes the row; says what was done, or why it is refused.</param>
    /// <param name="cancel">Stops it before the write.</param>
    public Task<ClientOutcome> ChangeAsync(string clientId, Func<long, bool> isExpected, AdminCaller admin, Func<Client, Act> change, CancellationToken cancel) => WriteAsync(clientId, async (write, engine) =>
    {
        if (await FindAsync(engine, clientId) is not { } client) return None;
        if (!isExpected(client.Version)) return Problem.PreconditionFailed();
        var (before, enabled) = (client.Scopes, client.Enabled);
        var act = change(client);
        if (act.Refusal is not null) return act.Refusal;
        if (enabled && !client.Enabled && clientId == admin.ClientId) return OwnClient;
        if (await RefuseAsync(engine, client, before, admin) is { } refusal) return refusal;
        // From now on it is the administrator's: what they took from it, it does not give back to itself.
        if (client.Origin == ClientOrigin.Registration) client.RegistrationTokenHash = null;
        client.Version++;
        await engine.SaveChangesAsync(CancellationToken.None);
        await audit.AddActAsync(write, act.Name, null, admin, $"{clientId} {act.Detail}".TrimEnd());
        return new ClientOutcome(client, null);
    }, cancel);

    /// <summary>Does something to a client's row and all that belongs to it.</summary>
    /// <param name="clientId">The client.</param>
    /// <param name="work">What is done, within the transaction.</param>
    /// <param name="cancel">Stops it before the write.</param>
    public async Task<ClientOutcome> WriteAsync(string clientId, Func<Write, ProtocolDbContext, Task<ClientOutcome>> work, CancellationToken cancel)
    {
        try
        {
            return await statements.WriteAsync(async write =>
            {
                await using var engine = await write.EngineAsync();
                return await work(write, engine);
            }, cancel);
        }
        finally
        {
            // Also where the commit is in doubt: what is read anew is right either way.
            catalogue.Forget(clientId);
        }
    }

    /// <summary>The client with its secrets, or null.</summary>
    public static Task<Client?> FindAsync(ProtocolDbContext engine, string clientId) =>
        engine.Clients.Include(c => c.Secrets).SingleOrDefaultAsync(c => c.ClientId == clientId, CancellationToken.None);

    // In the transaction: a scope or a resource that was deleted a moment ago is in no client.
    private static async Task<Problem?> RefuseAsync(ProtocolDbContext engine, Client client, ScopeSet before, AdminCaller admin)
    {
        // A program's secret is not worth as much as an administrator's sign-in.
        if (admin.User is null && client.Scopes.Contains(AdminRoute.Scope) && !before.Contains(AdminRoute.Scope)) return NeedsAdministrator;
        var errors = new FieldErrors();
        string[] scopes = [.. client.Scopes];
        errors.Require(await engine.Scopes.CountAsync(s => scopes.Contains(s.Name), CancellationToken.None) == scopes.Length, "scope", "Each scope must be one of scopes_supported in the discovery document.");
        errors.Require(await engine.Resources.CountAsync(r => client.Resources.Contains(r.Name), CancellationToken.None) == client.Resources.Count, "resources", "Each must be the name of a resource.");
        return errors.Any ? Problem.Invalid(errors) : null;
    }
}
