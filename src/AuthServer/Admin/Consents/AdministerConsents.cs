using AuthServer.Accounts;
using AuthServer.Admin.Paging;
using AuthServer.Audit;
using AuthServer.Consents;
using AuthServer.Data;
using AuthServer.Protocol.Storage;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults.Answers;

namespace AuthServer.Admin.Consents;

/// <summary>The routes over what users allowed clients.</summary>
internal sealed class AdministerConsents(IDbContextFactory<ProtocolDbContext> engine, PageReader pages, Statements statements, ITokenStore store, AuditLog audit, TimeProvider time)
{
    /// <summary><c>GET /api/v1/admin/consents/</c>, perhaps only of a user or a client.</summary>
    public async Task<IResult> ListAsync(string? user, string? client, string? cursor, int? limit, CancellationToken cancel)
    {
        await using var db = await engine.CreateDbContextAsync(cancel);
        var consents = db.Consents.AsNoTracking().Where(c => (user == null || c.Subject == user) && (client == null || c.ClientId == client));
        return await pages.AnswerAsync($"consents {user}\n{client}", cursor, limit,
            (after, most) => After(consents, after).OrderBy(c => c.Subject).ThenBy(c => c.ClientId).Take(most).ToListAsync(cancel),
            consent => $"{consent.Subject} {consent.ClientId}", ConsentRow.Of);
    }

    /// <summary><c>DELETE /api/v1/admin/consents/{user}/{client}/</c>: the client's grants of that user end with it.</summary>
    public async Task<IResult> WithdrawAsync(string user, string client, HttpContext http)
    {
        if (!SubjectReader.TryParse(user, out var id)) return NotFound();
        var clientId = ClientIdInPath.Of(http, client);
        var was = await statements.WriteAsync(async write =>
        {
            if (!await store.ForgetConsentAsync(write.Transaction, user, clientId, time.GetUtcNow(), CancellationToken.None)) return false;
            return await audit.AddActAsync(write, AdminActs.ConsentWithdrawn, id, AdminCaller.Of(http), clientId);
        }, http.RequestAborted);
        return was ? Envelope.Ok("Withdrawn") : NotFound();
    }

    private static IQueryable<Protocol.Consents.Consent> After(IQueryable<Protocol.Consents.Consent> consents, string? after)
    {
        if (after?.Split(' ', 2) is not [var subject, var client]) return consents;
        return consents.Where(c => c.Subject.CompareTo(subject) > 0 || (c.Subject == subject && c.ClientId.CompareTo(client) > 0));
    }

    private static Problem NotFound() => Problem.NotFound("There is no such consent.");
}
