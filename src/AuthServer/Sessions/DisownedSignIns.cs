using AuthServer.Accounts;
using AuthServer.Audit;
using AuthServer.Credentials;
using AuthServer.Data;
using AuthServer.Devices;
using AuthServer.Messaging;
using AuthServer.Protocol.Sessions;
using AuthServer.Protocol.Storage;
using Microsoft.EntityFrameworkCore;
using Sealing;

namespace AuthServer.Sessions;

/// <summary>The place to say "that was not me": a link in the notice of a sign-in ends it and all others, forgets its device, undoes what was set up since, and makes the secret that was used good for nothing until it is reset.</summary>
internal sealed class DisownedSignIns(
    IDbContextFactory<ProtocolDbContext> engine, IDbContextFactory<AccountsDbContext> accounts, Statements statements, ITokenStore store, KnownDevices devices, Messages messages, AccountRecovery recovery, KeyRing ring, AuditLog audit, TimeProvider time)
{
    private static readonly KeyPurpose Purpose = new("not-me");
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    /// <summary>The link for a session; whoever has it can end it, and do nothing else.</summary>
    public string LinkTo(Guid session) => messages.LinkTo("/not-me/" + LinkToken.Format(ring, Purpose, session));

    /// <summary>The sign-in behind a link; null where the link is damaged or a week old, or a reset has come since.</summary>
    public async Task<DisownedSignIn?> FindAsync(string? token, CancellationToken cancel)
    {
        if (!LinkToken.TryParse(ring, Purpose, token, out var id)) return null;
        await using var db = await engine.CreateDbContextAsync(cancel);
        var earliest = time.GetUtcNow() - Lifetime;
        if (await db.Sessions.AsNoTracking().FirstOrDefaultAsync(s => s.Id == id && s.CreatedAt > earliest, cancel) is not { } session) return null;
        await using var own = await accounts.CreateDbContextAsync(cancel);
        // A reset since then has undone all that there was to undo.
        if (!SubjectReader.TryParse(session.Subject, out var user) || await own.Users.AnyAsync(u => u.Id == user && u.RecoveredAt >= session.CreatedAt, cancel)) return null;
        var device = session.DeviceId is { } row ? await own.Devices.AsNoTracking().FirstOrDefaultAsync(d => d.Id == row, cancel) : null;
        return new DisownedSignIn(session, device?.Name);
    }

    /// <summary>Ends the sign-in and every other, and undoes what was set up since it began. After a reset there is nothing left to undo, and nothing is.</summary>
    public Task DisownAsync(DisownedSignIn signIn, Origin origin) => statements.WriteAsync(async write =>
    {
        var (session, now) = (signIn.Session, time.GetUtcNow());
        if (!SubjectReader.TryParse(session.Subject, out var id) || await write.Db.Users.AsNoTracking().FirstOrDefaultAsync(u => u.Id == id) is not { } user) return;
        if (user.RecoveredAt >= session.CreatedAt) return;
        // Who knows the secret may have signed in more than once; the owner signs in again after the reset.
        await store.EndSessionsAsync(write.Transaction, new SessionsOf(session.Subject), EndReason.NotMe, now, CancellationToken.None);
        if (session.DeviceId is { } device) await devices.RemoveAsync(write, id, device, origin, CancellationToken.None);
        await SpoilAsync(write, id, signIn.ByPin, now);
        await recovery.UndoSinceAsync(write, user, session.CreatedAt, CredentialKind.Pin, CredentialKind.Password);
        // A sign-in with that secret that is under way is refused by this.
        await write.Db.Users.Where(u => u.Id == id).ExecuteUpdateAsync(set => set.SetProperty(u => u.SecurityStamp, User.NewStamp()));
        await OneTimeCodes.DestroyAllAsync(write, id);
        await audit.AddAsync(write, AuditEvents.SignInDisowned, id, origin, session.Sid);
    }, CancellationToken.None);

    private static Task<int> SpoilAsync(Write write, Guid user, bool pin, DateTimeOffset now) => pin
        ? write.Db.Pins.Where(p => p.UserId == user).ExecuteUpdateAsync(set => set.SetProperty(p => p.Hash, PinCredential.Unusable).SetProperty(p => p.ChangedAt, now))
        : write.Db.Users.Where(u => u.Id == user && u.PasswordHash != null).ExecuteUpdateAsync(set => set.SetProperty(u => u.PasswordHash, PinCredential.Unusable).SetProperty(u => u.PasswordChangedAt, now));
}
