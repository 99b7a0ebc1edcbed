using AuthServer.Accounts;
using AuthServer.Audit;
using AuthServer.Credentials;
using AuthServer.Data;
using AuthServer.Devices;
using AuthServer.Messaging;
using AuthServer.Protocol.Keys;
using AuthServer.Protocol.Sessions;
using AuthServer.Protocol.Storage;
using Microsoft.EntityFrameworkCore;

namespace AuthServer.Sessions;

/// <summary>The place to say "that was not me": a link in the notice of a sign-in ends it, forgets its device, and makes the secret that was used good for nothing until it is reset.</summary>
internal sealed class DisownedSignIns(
    IDbContextFactory<ProtocolDbContext> engine, IDbContextFactory<AccountsDbContext> accounts, Statements statements, ITokenStore store, KnownDevices devices, Messages messages, KeyRing ring, AuditLog audit, TimeProvider time)
{
    private static readonly KeyPurpose Purpose = new("not-me");
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    /// <summary>The link for a session; whoever has it can end that session, and no other.</summary>
    public string LinkTo(Guid session) => messages.LinkTo("/not-me/" + LinkToken.Format(ring, Purpose, session));

    /// <summary>The sign-in behind a link; null where the link is damaged or a week old, or the sign-in is forgotten.</summary>
    public async Task<DisownedSignIn?> FindAsync(string? token, CancellationToken cancel)
    {
        if (!LinkToken.TryParse(ring, Purpose, token, out var id)) return null;
        await using var db = await engine.CreateDbContextAsync(cancel);
        var earliest = time.GetUtcNow() - Lifetime;
        if (await db.Sessions.AsNoTracking().FirstOrDefaultAsync(s => s.Id == id && s.CreatedAt > earliest, cancel) is not { } session) return null;
        await using var own = await accounts.CreateDbContextAsync(cancel);
        var device = session.DeviceId is { } row ? await own.Devices.AsNoTracking().FirstOrDefaultAsync(d => d.Id == row, cancel) : null;
        return new DisownedSignIn(session, device?.Name);
    }

    /// <summary>Ends the sign-in. Saying it twice changes nothing: a secret that was chosen since then stays good.</summary>
    public Task DisownAsync(DisownedSignIn signIn, Origin origin) => statements.WriteAsync(async write =>
    {
        var (session, now) = (signIn.Session, time.GetUtcNow());
        if (!SubjectReader.TryParse(session.Subject, out var user)) return;
        var ended = await store.EndSessionsAsync(write.Transaction, new SessionsOf(session.Subject) { Only = session.Id }, EndReason.NotMe, now, CancellationToken.None);
        if (session.DeviceId is { } device) await devices.RemoveAsync(write, user, device, origin, CancellationToken.None);
        var spoiled = await SpoilAsync(write, user, signIn, now);
        if (ended > 0 || spoiled) await audit.AddAsync(write, AuditEvents.SignInDisowned, user, origin, session.Sid);
        if (!spoiled) return;
        // A sign-in with that secret that is under way is refused by this, and what was begun with it ends.
        await write.Db.Users.Where(u => u.Id == user).ExecuteUpdateAsync(set => set.SetProperty(u => u.SecurityStamp, Guid.CreateVersion7().ToString("N")));
        await OneTimeCodes.DestroyAllAsync(write, user);
    }, CancellationToken.None);

    private static async Task<bool> SpoilAsync(Write write, Guid user, DisownedSignIn signIn, DateTimeOffset now)
    {
        var began = signIn.Session.CreatedAt;
        if (signIn.ByPin)
            return await write.Db.Pins.Where(p => p.UserId == user && p.ChangedAt <= began).ExecuteUpdateAsync(set => set.SetProperty(p => p.Hash, PinCredential.Unusable).SetProperty(p => p.ChangedAt, now)) == 1;
        return await write.Db.Users.Where(u => u.Id == user && u.PasswordHash != null && (u.PasswordChangedAt == null || u.PasswordChangedAt <= began))
            .ExecuteUpdateAsync(set => set.SetProperty(u => u.PasswordHash, PinCredential.Unusable).SetProperty(u => u.PasswordChangedAt, now)) == 1;
    }
}
