using AuthServer.Accounts;
using AuthServer.Admin.Paging;
using AuthServer.Admin.Users;
using AuthServer.Audit;
using AuthServer.Data;
using AuthServer.Protocol.Sessions;
using AuthServer.Protocol.Storage;
using AuthServer.Sessions;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults.Answers;

namespace AuthServer.Admin.Sessions;

/// <summary>The routes over sessions.</summary>
internal sealed class AdministerSessions(IDbContextFactory<ProtocolDbContext> engine, LiveSessions live, PageReader pages, Statements statements, ITokenStore store, AuditLog audit, TimeProvider time)
{
    /// <summary><c>GET /api/v1/admin/sessions/</c>: those that have not ended, newest first.</summary>
    public async Task<IResult> ListAsync(string? cursor, int? limit, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        await using var db = await engine.CreateDbContextAsync(cancel);
        var sessions = db.Sessions.AsNoTracking().Where(s => s.EndedAt == null && s.ExpiresAt > now);
        return await pages.AnswerAsync("sessions", cursor, limit,
            (after, most) => (SessionId.TryParse(after, out var last) ? sessions.Where(s => s.Id.CompareTo(last) < 0) : sessions).OrderByDescending(s => s.Id).Take(most).ToListAsync(cancel),
            session => session.Sid, SessionRow.Of);
    }

    /// <summary><c>GET /api/v1/admin/users/{id}/sessions/</c>, as the user sees them.</summary>
    public async Task<IResult> OfUserAsync(string id, CancellationToken cancel) =>
        SubjectReader.TryParse(id, out _) ? Envelope.Ok(new Items<SessionAnswer>(await live.OfAsync(id, Guid.Empty, cancel))) : NoUser.Problem;

    /// <summary><c>DELETE /api/v1/admin/users/{id}/sessions/{sid}/</c>.</summary>
    public async Task<IResult> EndAsync(string id, string sid, HttpContext http)
    {
        if (!SubjectReader.TryParse(id, out var user)) return NoUser.Problem;
        if (!SessionId.TryParse(sid, out var session)) return NotFound();
        var ended = await statements.WriteAsync(async write =>
        {
            if (await store.EndSessionsAsync(write.Transaction, new SessionsOf(id) { Only = session }, EndReason.EndedByAdministrator, time.GetUtcNow(), CancellationToken.None) == 0) return false;
            return await audit.AddActAsync(write, AdminActs.SessionEnded, user, AdminCaller.Of(http), sid);
        }, http.RequestAborted);
        return ended ? Envelope.Ok("Ended") : NotFound();
    }

    private static Problem NotFound() => Problem.NotFound("There is no such session.");
}
