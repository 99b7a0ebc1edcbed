using AuthServer.Accounts;
using AuthServer.Audit;
using AuthServer.Data;
using AuthServer.Protocol.Storage;
using ServiceDefaults.Answers;

namespace AuthServer.Consents;

/// <summary>The routes by which users see what they allowed which apps, and take it back.</summary>
internal sealed class ManageConsents(AllowedApps apps, ITokenStore store, Statements statements, AuditLog audit, TimeProvider time)
{
    /// <summary><c>GET /auth/consents/</c>.</summary>
    public async Task<OkEnvelope<Items<ConsentAnswer>>> ListAsync(SignedInUser caller, CancellationToken cancel) =>
        Envelope.Ok(new Items<ConsentAnswer>(await apps.OfAsync(caller.Subject, cancel)));

    /// <summary><c>DELETE /auth/consents/{client_id}/</c>: the consent and the tokens that came of it end in one write.</summary>
    public async Task<IResult> ForgetAsync(string clientId, SignedInUser caller, HttpContext http)
    {
        var id = ClientIdInPath.Of(http, clientId);
        await statements.WriteAsync(async write =>
        {
            if (await store.ForgetConsentAsync(write.Transaction, caller.Subject, id, time.GetUtcNow(), CancellationToken.None))
                await audit.AddAsync(write, AuditEvents.ConsentWithdrawn, caller.Id, Origin.Of(http), id);
        }, http.RequestAborted);
        return Envelope.Ok("Forgotten");
    }
}
