using AuthServer.Protocol.Events;
using AuthServer.Protocol.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AuthServer.Tests.Events;

/// <summary>Events that wait together are confirmed together: a flood costs one write a batch.</summary>
public sealed class EventBatchTests
{
    private const int Waiting = 6;

    [Fact]
    public async Task Events_that_wait_together_are_confirmed_by_one_write()
    {
        await using var receiver = await EventReceiver.StartAsync();
        await using var host = AuthServerHost.With(new KeyValuePair<string, string>("Events:Receivers:0:Url", receiver.Url));
        var last = await AddEventsAsync(host);

        var received = new List<string>();
        for (var i = 0; i < Waiting; i++) received.Add(await NextAsync(receiver));

        Assert.Equal(Waiting, received.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal([last], await ConfirmationsAsync(host, last));
    }

    [Fact]
    public async Task Refusal_in_between_keeps_what_was_confirmed_and_sends_only_the_rest_again()
    {
        await using var receiver = await EventReceiver.StartAsync();
        foreach (var status in new[] { 202, 202, 202, 500 }) receiver.Answers.Enqueue(status);
        await using var host = AuthServerHost.With(new KeyValuePair<string, string>("Events:Receivers:0:Url", receiver.Url));
        var last = await AddEventsAsync(host);

        var received = new List<string>();
        for (var i = 0; i < Waiting + 1; i++) received.Add(await NextAsync(receiver));

        Assert.Equal(received[3], received[4]);
        Assert.Equal(Waiting, received.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal([last - Waiting + 3, last], await ConfirmationsAsync(host, last));
    }

    private static async Task<string> NextAsync(EventReceiver receiver) => (await receiver.NextAsync()).Payload["jti"]!.ToString();

    private static Task<ProtocolDbContext> DbAsync(AuthServerHost host) => host.Services.GetRequiredService<IDbContextFactory<ProtocolDbContext>>().CreateDbContextAsync();

    /// <summary>Puts the events into the outbox in one statement, so that no part of them is read; every write of the cursor is noted.</summary>
    private static async Task<long> AddEventsAsync(AuthServerHost host)
    {
        await using var db = await DbAsync(host);
        // The seeds are news of users: they are out of the way before anything is noted.
        var seeds = await db.SecurityEvents.MaxAsync(e => e.Sequence);
        while (!await db.EventCursors.AnyAsync(c => c.Receiver == "resource-api" && c.Sequence >= seeds)) await Task.Yield();
        await db.Database.ExecuteSqlRawAsync(
            """
            CREATE TABLE confirmations (sequence INTEGER NOT NULL);
            CREATE TRIGGER first_confirmation AFTER INSERT ON event_cursors WHEN NEW.receiver <> '(audit)' BEGIN INSERT INTO confirmations VALUES (NEW.sequence); END;
            CREATE TRIGGER next_confirmation AFTER UPDATE ON event_cursors WHEN NEW.receiver <> '(audit)' BEGIN INSERT INTO confirmations VALUES (NEW.sequence); END;
            """);
        await db.Database.ExecuteSqlAsync(
            $$"""
            WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {{Waiting}})
            INSERT INTO security_events (id, type, subject, payload, created_at)
            SELECT randomblob(16), {{EventTypes.SessionRevoked}}, 'nobody', json_object('session_id', 's-' || i), 0 FROM n
            """);
        return await db.SecurityEvents.MaxAsync(e => e.Sequence);
    }

    // The answer to the last event is under way before it is noted.
    private static async Task<IReadOnlyList<long>> ConfirmationsAsync(AuthServerHost host, long last)
    {
        await using var db = await DbAsync(host);
        for (var deadline = Environment.TickCount64 + 20_000; Environment.TickCount64 < deadline; await Task.Yield())
        {
            var noted = await db.Database.SqlQueryRaw<long>("SELECT sequence AS Value FROM confirmations ORDER BY rowid").ToListAsync();
            if (noted.Contains(last)) return noted;
        }
        throw new InvalidOperationException("The last event was not confirmed.");
    }
}
