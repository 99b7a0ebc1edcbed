using AuthServer.Data;
using AuthServer.Protocol;
using AuthServer.Protocol.Sessions;
using AuthServer.Protocol.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace AuthServer.Sessions;

/// <summary>Reads the sessions that a user has: an app's while it has a live grant, a browser's while its cookie signs in or an app got tokens from it.</summary>
internal sealed class LiveSessions(IDbContextFactory<ProtocolDbContext> engine, IDbContextFactory<AccountsDbContext> accounts, IOptions<ProtocolOptions> options, TimeProvider time)
{
    // An account with more than this is not read by people.
    private const int Most = 200;

    /// <summary>All of them, the one used last first.</summary>
    /// <param name="subject">The user.</param>
    /// <param name="current">The session that asks.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task<IReadOnlyList<SessionAnswer>> OfAsync(string subject, Guid current, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        await using var db = await engine.CreateDbContextAsync(cancel);
        var sessions = await db.Sessions.AsNoTracking().Where(s => s.Subject == subject && s.EndedAt == null && s.ExpiresAt > now).OrderByDescending(s => s.Id).Take(Most).ToListAsync(cancel);
        var ids = sessions.ConvertAll(s => s.Id);
        var grants = await db.Grants.AsNoTracking().Include(g => g.State).Where(g => ids.Contains(g.SessionId) && g.State!.RevokedAt == null && g.State.IdleExpiresAt > now).ToListAsync(cancel);
        var names = await db.Clients.AsNoTracking().Where(c => grants.Select(g => g.ClientId).Contains(c.ClientId)).ToDictionaryAsync(c => c.ClientId, c => c.Name, cancel);
        var devices = await DevicesAsync(sessions, cancel);
        var bySession = grants.ToLookup(g => g.SessionId);
        return [.. sessions
            .Where(s => bySession.Contains(s.Id) || SignsIn(s, now))
            .Select(s => Answer(s, current, [.. bySession[s.Id]], names, devices))
            .OrderByDescending(s => s.LastUsedAt)];
    }

    private bool SignsIn(Session session, DateTimeOffset now) =>
        session.CookieTicket is not null && session.AuthTime + options.Value.CookieLifetime > now && session.LastUsedAt + options.Value.BrowserIdleLifetime > now;

    private async Task<Dictionary<Guid, SessionDevice>> DevicesAsync(List<Session> sessions, CancellationToken cancel)
    {
        var ids = sessions.Where(s => s.DeviceId is not null).Select(s => s.DeviceId!.Value).ToList();
        await using var db = await accounts.CreateDbContextAsync(cancel);
        return await db.Devices.AsNoTracking().Where(d => ids.Contains(d.Id)).ToDictionaryAsync(d => d.Id, d => new SessionDevice(d.Id, d.Name, d.Platform), cancel);
    }

    private static SessionAnswer Answer(Session s, Guid current, Protocol.Grants.Grant[] grants, Dictionary<string, string> names, Dictionary<Guid, SessionDevice> devices)
    {
        var used = grants.Select(g => g.State!.RotatedAt ?? g.CreatedAt).Append(s.LastUsedAt).Max();
        string[] clients = [.. grants.Select(g => names.GetValueOrDefault(g.ClientId, g.ClientId)).Distinct().Order(StringComparer.Ordinal)];
        return new SessionAnswer(
            s.Sid, s.Id == current, s.CookieTicket is null ? "app" : "browser", clients, s.DeviceId is { } device ? devices.GetValueOrDefault(device) : null,
            s.Address, s.UserAgent, s.Amr.Split(' '), s.CreatedAt.UtcDateTime, used.UtcDateTime, s.ExpiresAt.UtcDateTime);
    }
}
