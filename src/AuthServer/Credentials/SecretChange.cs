using AuthServer.Accounts;
using AuthServer.Audit;
using AuthServer.Data;
using AuthServer.Devices;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults.Answers;

namespace AuthServer.Credentials;

/// <summary>Changes the PIN or password of a signed-in user who knows the old one, or sets the first one of who has just signed in.</summary>
internal sealed class SecretChange(IDbContextFactory<AccountsDbContext> contexts, Statements statements, CredentialCheck credentials, CredentialChange change, Throttles throttles)
{
    // More than anybody means, few enough not to flood a phone with notices.
    private const int ChangesPerDay = 10;

    private const string LiveSession = "SELECT 1 FROM sessions WHERE id = @id AND ended_at IS NULL";
    private static readonly Problem Dead = Problem.Unauthorized("invalid_token", "The access token is not valid.");
    private static readonly Problem Overtaken = Problem.Conflict("changed_meanwhile", "It was changed by another request at the same time.");
    private static readonly DeviceInfo NoDevice = new(null, null, null, null, null);

    /// <summary>Changes a secret.</summary>
    /// <param name="kind">Which.</param>
    /// <param name="caller">Who.</param>
    /// <param name="current">The old secret, as typed.</param>
    /// <param name="secret">The new one, as typed.</param>
    /// <param name="weakness">What is wrong with the new one; null where nothing is.</param>
    /// <param name="http">The request.</param>
    public async Task<IResult> ChangeAsync(CredentialKind kind, SignedInUser caller, string current, string secret, Func<User, Problem?> weakness, HttpContext http)
    {
        var (cancel, origin) = (http.RequestAborted, Origin.Of(http));
        if (await FindAsync(kind, caller.Id, cancel) is not { } found) return Dead;
        if (found.Stored is null) return Problem.Conflict(kind == CredentialKind.Pin ? "no_pin" : "no_password", "There is none to change yet.");
        if (weakness(found.User) is { } weak) return weak;
        var admitted = await credentials.AdmitAsync(kind, current, NoDevice, origin, cancel);
        if (admitted.RetryAfter is { } wait) return Problem.TooManyRequests(wait);
        // The signed-in session is as good as a known device: an attack on everybody does not keep its owner from changing a secret.
        var guess = new Guess(kind, found.User, LoginName.Of(""), found.Stored, current, NoDevice, origin) { Event = kind == CredentialKind.Pin ? AuditEvents.PinChangeFailed : AuditEvents.PasswordChangeFailed };
        var outcome = await credentials.VerifyAsync(admitted with { RetryAfterUnlessKnown = null }, guess, cancel);
        if (outcome.Check == HashCheck.Wrong) return Problem.BadRequest(kind == CredentialKind.Pin ? "invalid_pin" : "invalid_password", "The current secret is not right, or it is locked.");
        var hash = await credentials.HashAsync(kind, secret, cancel);
        return await KeepAsync(kind, found, found.Stored, hash, caller.Session, kind == CredentialKind.Pin ? AuditEvents.PinChanged : AuditEvents.PasswordChanged, origin)
            is { } refused ? refused : Envelope.Ok("Changed; other sessions have ended");
    }

    /// <summary>Sets the first secret of its kind.</summary>
    /// <param name="kind">Which.</param>
    /// <param name="caller">Who; signed in a moment ago.</param>
    /// <param name="secret">The secret, as typed.</param>
    /// <param name="refusal">Why this user may not have this one; null where nothing stands against it.</param>
    /// <param name="http">The request.</param>
    public async Task<IResult> SetAsync(CredentialKind kind, SignedInUser caller, string secret, Func<User, Problem?> refusal, HttpContext http)
    {
        var cancel = http.RequestAborted;
        if (await FindAsync(kind, caller.Id, cancel) is not { } found) return Dead;
        // One that its owner disowned is as good as none.
        if (found.Stored is not (null or PinCredential.Unusable)) return Problem.Conflict(kind == CredentialKind.Pin ? "pin_already_set" : "password_already_set", "There is one already: change it.");
        if (refusal(found.User) is { } refused) return refused;
        var hash = await credentials.HashAsync(kind, secret, cancel);
        return await KeepAsync(kind, found, found.Stored, hash, caller.Session, kind == CredentialKind.Pin ? AuditEvents.PinSet : AuditEvents.PasswordSet, Origin.Of(http)) is { } undone
            ? undone
            : Envelope.Ok("Set; other sessions have ended");
    }

    // All of it or nothing: null where it is kept, else why not.
    private Task<Problem?> KeepAsync(CredentialKind kind, Found found, string? old, string hash, Guid session, string name, Origin origin) => statements.WriteAsync(write => write.AllOrNoneAsync(async () =>
    {
        // The hash took its time: a session that was ended meanwhile, or a user who was recovered, changes nothing any more.
        var stamp = found.User.SecurityStamp;
        if (!await write.FirstAsync(LiveSession, _ => true, CancellationToken.None, ("@id", session))) return Dead;
        if (!await write.Db.Users.AnyAsync(u => u.Id == found.User.Id && u.SecurityStamp == stamp && !u.Disabled)) return Overtaken;
        var daily = new Throttle("changes of a secret", SubjectReader.Format(found.User.Id), ChangesPerDay, TimeSpan.FromDays(1));
        if (await throttles.TakeAsync(write, daily, CancellationToken.None) is { } wait) return Problem.TooManyRequests(wait);
        if (!await change.StoreAsync(write, kind, found.User, old, hash, CancellationToken.None)) return Overtaken;
        await change.FinishAsync(write, found.User, session, name, origin, CancellationToken.None);
        await change.TellAsync(write, kind, found.User);
        return null;
    }, CancellationToken.None), CancellationToken.None);

    private async Task<Found?> FindAsync(CredentialKind kind, Guid id, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        if (await db.Users.AsNoTracking().FirstOrDefaultAsync(u => u.Id == id && !u.Disabled, cancel) is not { } user) return null;
        return new Found(user, kind == CredentialKind.Password ? user.PasswordHash : await db.Pins.Where(p => p.UserId == id).Select(p => p.Hash).FirstOrDefaultAsync(cancel));
    }

    private sealed record Found(User User, string? Stored);
}
