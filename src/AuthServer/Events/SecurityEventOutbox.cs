using AuthServer.Data;
using AuthServer.Protocol.Events;
using AuthServer.Protocol.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace AuthServer.Events;

/// <summary>Reads the events that the engine wrote, and keeps how far each receiver has confirmed them.</summary>
internal sealed class SecurityEventOutbox(IDbContextFactory<ProtocolDbContext> db, EventOptions options)
{
    /// <summary>The name under which the audit's progress is kept, beside the receivers'.</summary>
    public const string Audit = "(audit)";

    /// <summary>How many events are read at once.</summary>
    public const int BatchSize = 100;

    private const string Confirm = """
        INSERT INTO event_cursors (receiver, sequence) VALUES (@receiver, @sequence)
        ON CONFLICT (receiver) DO UPDATE SET sequence = excluded.sequence WHERE event_cursors.sequence < excluded.sequence AND event_cursors.sequence >= @from
        """;

    /// <summary>The next events for a receiver, in order, and how far it was before them.</summary>
    public async Task<(long From, List<SecurityEvent> Events)> NextAsync(string receiver, CancellationToken cancel)
    {
        await using var context = await db.CreateDbContextAsync(cancel);
        var confirmed = await CursorAsync(context, receiver, cancel);
        return (confirmed, await context.SecurityEvents.AsNoTracking().Where(e => e.Sequence > confirmed).OrderBy(e => e.Sequence).Take(BatchSize).ToListAsync(cancel));
    }

    /// <summary>Notes that a receiver has an event and all before it. Two nodes that send the same leave the further mark; a mark that was set back since stays where it is.</summary>
    public async Task ConfirmAsync(string receiver, long from, long sequence, CancellationToken cancel)
    {
        await using var context = await db.CreateDbContextAsync(cancel);
        await context.Database.ExecuteSqlRawAsync(Confirm, [new SqliteParameter("@receiver", receiver), new SqliteParameter("@sequence", sequence), new SqliteParameter("@from", from)], cancel);
    }

    /// <summary>As above, in a transaction of the accounts: their tables lie in the same database.</summary>
    public static Task ConfirmAsync(Write write, string receiver, long from, long sequence) => write.ExecuteAsync(Confirm, CancellationToken.None, ("@receiver", receiver), ("@sequence", sequence), ("@from", from));

    /// <summary>Has a receiver told once more of everything that is still kept.</summary>
    public static Task RewindAsync(Write write, string receiver) => write.ExecuteAsync("INSERT INTO event_cursors (receiver, sequence) VALUES (@receiver, 0) ON CONFLICT (receiver) DO UPDATE SET sequence = 0", CancellationToken.None, ("@receiver", receiver));

    /// <summary>Deletes what every receiver has and is older than the time given.</summary>
    public async Task PruneAsync(DateTimeOffset before, CancellationToken cancel)
    {
        await using var context = await db.CreateDbContextAsync(cancel);
        var confirmed = await CursorAsync(context, Audit, cancel);
        foreach (var receiver in options.Receivers) confirmed = Math.Min(confirmed, await CursorAsync(context, receiver.Name, cancel));
        await context.SecurityEvents.Where(e => e.Sequence <= confirmed && e.CreatedAt < before).ExecuteDeleteAsync(cancel);
    }

    private static async Task<long> CursorAsync(ProtocolDbContext context, string receiver, CancellationToken cancel) =>
        await context.EventCursors.Where(c => c.Receiver == receiver).Select(c => c.Sequence).SingleOrDefaultAsync(cancel);
}
