using AuthServer.Accounts;
using AuthServer.Admin.Auditing;
using AuthServer.Admin.Consents;
using AuthServer.Admin.Sessions;
using AuthServer.Audit;
using AuthServer.Data;
using AuthServer.Devices;
using AuthServer.Protocol.Storage;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults.Answers;

namespace AuthServer.Admin.Users;

/// <summary><c>GET /api/v1/admin/users/{id}/export/</c>: for a user who asks what is known of them.</summary>
internal sealed class ExportUser(IDbContextFactory<AccountsDbContext> accounts, IDbContextFactory<ProtocolDbContext> engine, Statements statements, AuditLog audit)
{
    private const int MostRows = 10_000;

    public async Task<IResult> HandleAsync(string id, HttpContext http)
    {
        if (!SubjectReader.TryParse(id, out var key)) return NoUser.Problem;
        var cancel = http.RequestAborted;
        await using var db = await accounts.CreateDbContextAsync(cancel);
        if (await UserDetails.FindAsync(db, key, cancel) is not { } profile) return NoUser.Problem;
        // Told before it is read: nobody reads without a trace.
        await statements.ShareAsync(write => audit.AddActAsync(write, AdminActs.UserExported, key, AdminCaller.Of(http), null), cancel);
        await using var own = await engine.CreateDbContextAsync(cancel);
        var sessions = await own.Sessions.AsNoTracking().Where(s => s.Subject == id).OrderByDescending(s => s.Id).ToListAsync(cancel);
        var consents = await own.Consents.AsNoTracking().Where(c => c.Subject == id).OrderBy(c => c.ClientId).ToListAsync(cancel);
        var devices = await db.Devices.AsNoTracking().Where(d => d.UserId == key).OrderBy(d => d.Id).ToListAsync(cancel);
        var rows = await db.Audit.AsNoTracking().Where(a => a.Subject == id).OrderByDescending(a => a.At).ThenByDescending(a => a.Id).Take(MostRows + 1).ToListAsync(cancel);
        return Envelope.Ok(new UserExport(
            profile, [.. sessions.Select(SessionRow.Of)], [.. devices.Select(device => DeviceAnswer.Of(device, null))], [.. consents.Select(ConsentRow.Of)],
            [.. rows.Take(MostRows).Select(row => AuditRow.Of(IsOwn(row, id) ? row : WithoutActor(row)))], rows.Count > MostRows));
    }

    private static bool IsOwn(AuditEntry row, string id) => row.Actor is null || row.Actor == id;

    // Where others acted from is theirs.
    private static AuditEntry WithoutActor(AuditEntry row) => row with { Actor = null, ClientId = null, SessionId = null, Address = null, UserAgent = null };
}
