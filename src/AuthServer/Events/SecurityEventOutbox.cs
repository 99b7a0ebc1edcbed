using AuthServer.Data;
using AuthServer.Protocol.Events;
using AuthServer.Protocol.Storage;
using Microsoft.Data.Sqlite;

namespace AuthServer.Events;

/// <summary>Reads the events that the engine wrote, and keeps how far each receiver has confirmed them.</summary>
internal sealed class SecurityEventOutbox(SqliteReaders readers, Statements statements, EventOptions options)
{
    /// <summary>The name under which the audit's progress is kept, beside the receivers'.</summary>
    public const string Audit = "(audit)";

    /// <summary>How many events are read at once.</summary>
    public const int BatchSize = 100;

    private const string Confirm = """
        INSERT INTO event_cursors (receiver, sequence) VALUES (@receiver, @sequence)
        ON CONFLICT (receiver) DO UPDATE SET sequence = excluded.sequence WHERE event_cursors.sequence < excluded.sequence AND event_cursors.sequence >= @from
        """;

    private const int DeletedAtOnce = 500;

    // Times rise with the sequence: it stops at the first that is young, and never looks at all that is kept.
    private const string Prune = "DELETE FROM security_events WHERE sequence IN (SELECT sequence FROM security_events ORDER BY sequence LIMIT @batch) AND sequence <= @confirmed AND created_at < @before";

    /// <summary>The next events for a receiver, in order, and how far it was before them.</summary>
    public (long From, List<SecurityEvent> Events) Next(string receiver) => readers.Read(s =>
    {
        var confirmed = Cursor(s, receiver);
        return (confirmed, s.All("SELECT sequence, id, type, subject, payload, created_at FROM security_events WHERE sequence > @confirmed ORDER BY sequence LIMIT @most", Read, ("@confirmed", confirmed), ("@most", BatchSize)));
    });

    /// <summary>Notes that a receiver has an event and all before it. Two nodes that send the same leave the further mark; a mark that was set back since stays where it is.</summary>
    public Task ConfirmAsync(string receiver, long from, long sequence, CancellationToken cancel) => statements.ShareAsync(write => ConfirmAsync(write, receiver, from, sequence), cancel);

    /// <summary>As above, within a transaction.</summary>
    public static Task ConfirmAsync(PlainWrite write, string receiver, long from, long sequence) => write.ExecuteAsync(Confirm, CancellationToken.None, ("@receiver", receiver), ("@sequence", sequence), ("@from", from));

    /// <summary>Has a receiver told once more of everything that is still kept.</summary>
    public static Task RewindAsync(PlainWrite write, string receiver) => write.ExecuteAsync("INSERT INTO event_cursors (receiver, sequence) VALUES (@receiver, 0) ON CONFLICT (receiver) DO UPDATE SET sequence = 0", CancellationToken.None, ("@receiver", receiver));

    /// <summary>Deletes what every receiver has and is older than the time given, batch by batch.</summary>
    public async Task PruneAsync(DateTimeOffset before, CancellationToken cancel)
    {
        while (await DeleteAsync(before, cancel) == DeletedAtOnce) continue;
    }

    // Asked anew each time: a receiver may want everything once more meanwhile.
    private Task<int> DeleteAsync(DateTimeOffset before, CancellationToken cancel)
    {
        var confirmed = readers.Read(s => options.Receivers.Select(r => r.Name).Append(Audit).Min(name => Cursor(s, name)));
        return statements.ExecuteAsync(Prune, cancel, ("@confirmed", confirmed), ("@before", before), ("@batch", DeletedAtOnce));
    }

    private static long Cursor(SqliteStatements s, string receiver) => s.First("SELECT sequence FROM event_cursors WHERE receiver = @receiver", r => r.GetInt64(0), ("@receiver", receiver));

    private static SecurityEvent Read(SqliteDataReader r) => new()
    {
        Sequence = r.GetInt64(0),
        Id = r.Id(1),
        Type = r.GetString(2),
        Subject = r.GetString(3),
        Payload = r.GetString(4),
        CreatedAt = r.Time(5),
    };
}
