using AuthServer.Protocol.Grants;
using AuthServer.Protocol.Storage;
using AuthServer.Protocol.Subjects;

namespace AuthServer.Protocol.Sessions;

/// <summary>Begins sessions: the one way to, for apps and browsers.</summary>
public sealed class SessionStart(ITokenStore store, ISubjects subjects, TimeProvider time)
{
    /// <summary>Begins a session, unless what the user proved has changed since they proved it.</summary>
    /// <param name="session">The session.</param>
    /// <param name="grant">The first grant on it; null for a browser.</param>
    /// <param name="subject">The user as they were when they proved who they are.</param>
    /// <param name="cancel">Stops it before the write.</param>
    /// <returns>False where the credentials changed meanwhile, or the user may not sign in any more.</returns>
    public async Task<bool> BeginAsync(Session session, Grant? grant, Subject subject, CancellationToken cancel)
    {
        await store.SignInAsync(session, grant, cancel);
        return await KeepAsync(session.Id, subject);
    }

    /// <summary>Looks again after a session was begun or signed in to once more: a change that commits later ends it among all others, one that committed earlier is seen here.</summary>
    /// <returns>As above; the session has ended then.</returns>
    public async Task<bool> KeepAsync(Guid session, Subject subject)
    {
        if (await subjects.FindAsync(subject.Id, CancellationToken.None) is { } now && now.SecurityStamp == subject.SecurityStamp) return true;
        await store.EndSessionAsync(session, EndReason.CredentialChanged, time.GetUtcNow());
        return false;
    }
}
