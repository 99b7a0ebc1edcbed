using System.Text.Json;
using AuthServer.Admin.Keys;
using AuthServer.Audit;
using AuthServer.Data;
using AuthServer.Protocol;
using AuthServer.Protocol.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using ServiceDefaults.Answers;

namespace AuthServer.Admin.Statistics;

/// <summary><c>GET /api/v1/admin/stats/</c>.</summary>
internal sealed class ReadStats(IDbContextFactory<AccountsDbContext> accounts, IDbContextFactory<ProtocolDbContext> engine, IOptions<ProtocolOptions> options, TimeProvider time)
{
    private const int Days = 7;

    public async Task<IResult> HandleAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        await using var own = await accounts.CreateDbContextAsync(cancel);
        await using var db = await engine.CreateDbContextAsync(cancel);
        var clients = await db.Clients.GroupBy(c => c.Origin).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancel);
        var keys = KeyAnswer.Of(await db.SigningKeys.AsNoTracking().ToListAsync(cancel), now, now - options.Value.KeyKeptAfterUse);
        return Envelope.Ok(new StatsAnswer(
            await own.Users.CountAsync(cancel), await own.Users.CountAsync(u => u.Disabled, cancel),
            await db.Sessions.CountAsync(s => s.EndedAt == null && s.ExpiresAt > now, cancel),
            await db.GrantStates.CountAsync(s => s.RevokedAt == null && s.IdleExpiresAt > now, cancel),
            clients.ToDictionary(group => JsonNamingPolicy.SnakeCaseLower.ConvertName(group.Key.ToString()), group => group.Count),
            await own.Outbox.CountAsync(cancel), await SignInsAsync(own, now, cancel), [.. keys.Where(key => key.State == "active")]));
    }

    private static async Task<List<DayOfSignIns>> SignInsAsync(AccountsDbContext db, DateTimeOffset now, CancellationToken cancel)
    {
        var days = new List<DayOfSignIns>();
        var today = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        foreach (var from in Enumerable.Range(0, Days).Select(ago => today.AddDays(-ago)))
        {
            var rows = db.Audit.Where(row => row.At >= from && row.At < from.AddDays(1));
            days.Add(new DayOfSignIns(DateOnly.FromDateTime(from.UtcDateTime), await rows.CountAsync(row => row.Event == AuditEvents.SignedIn, cancel), await rows.CountAsync(row => row.Event == AuditEvents.SignInFailed, cancel)));
        }
        return days;
    }
}
