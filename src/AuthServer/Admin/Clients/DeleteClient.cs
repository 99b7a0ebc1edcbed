using AuthServer.Audit;
using AuthServer.Protocol.Storage;
using ServiceDefaults.Answers;

namespace AuthServer.Admin.Clients;

/// <summary><c>DELETE /api/v1/admin/clients/{client_id}/</c>: the client, its secrets, its grants and what users allowed it, in one transaction.</summary>
internal sealed class DeleteClient(ClientWrites writes, ITokenStore store, AuditLog audit, TimeProvider time)
{
    public async Task<IResult> HandleAsync(string clientId, HttpContext http)
    {
        if (EntityTag.Expected(http.Request) is not { } isExpected) return EntityTag.Unreadable;
        var admin = AdminCaller.Of(http);
        if (clientId == admin.ClientId) return ClientWrites.OwnClient;
        var outcome = await writes.WriteAsync(clientId, async (write, engine) =>
        {
            if (await ClientWrites.FindAsync(engine, clientId) is not { } client) return ClientWrites.None;
            if (!isExpected(client.Version)) return Problem.PreconditionFailed();
            engine.Clients.Remove(client);
            await engine.SaveChangesAsync(CancellationToken.None);
            var grants = await store.ForgetClientAsync(write.Transaction, clientId, time.GetUtcNow(), CancellationToken.None);
            await audit.AddActAsync(write, AdminActs.ClientDeleted, null, admin, $"{clientId} grants={grants}");
            return new ClientOutcome(null, null);
        }, http.RequestAborted);
        return outcome.Refusal is { } refusal ? refusal : Envelope.Ok("Deleted");
    }
}
