using AuthServer.Accounts;
using AuthServer.Data;
using AuthServer.Protocol.Sessions;
using AuthServer.Protocol.Storage;
using ServiceDefaults.Answers;
using ServiceDefaults.Bodies;

namespace AuthServer.Sessions;

/// <summary>The routes by which users see and end their sessions, those of browsers and of apps alike.</summary>
internal sealed class ManageSessions(LiveSessions sessions, ITokenStore store, Statements statements, TimeProvider time)
{
    /// <summary><c>GET /auth/sessions/</c>.</summary>
    public async Task<OkEnvelope<Items<SessionAnswer>>> ListAsync(SignedInUser caller, CancellationToken cancel) =>
        Envelope.Ok(new Items<SessionAnswer>(await sessions.OfAsync(caller.Subject, caller.Session, cancel)));

    /// <summary><c>DELETE /auth/sessions/{id}/</c>; another user's session is not there.</summary>
    public async Task<IResult> EndAsync(string id, SignedInUser caller)
    {
        if (!SessionId.TryParse(id, out var session)) return NotFound();
        var ended = await EndAsync(new SessionsOf(caller.Subject) { Only = session });
        return ended == 1 ? Envelope.Ok("Ended") : NotFound();
    }

    /// <summary><c>POST /auth/sessions/revoke-all/</c>.</summary>
    public async Task<IResult> EndAllAsync(JsonBody<RevokeAllBody> json, SignedInUser caller)
    {
        var ended = await EndAsync(new SessionsOf(caller.Subject) { Except = json.Value.ExceptCurrent ? caller.Session : null });
        return Envelope.Ok(new RevokedAnswer(ended), "Ended");
    }

    // Who has hung up meanwhile meant it all the same.
    private Task<int> EndAsync(SessionsOf which) =>
        statements.WriteAsync(write => store.EndSessionsAsync(write.Transaction, which, EndReason.EndedByUser, time.GetUtcNow(), CancellationToken.None), CancellationToken.None);

    private static Problem NotFound() => Problem.NotFound("There is no such session.");
}
