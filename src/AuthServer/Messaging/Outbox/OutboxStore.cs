using System.Text.Json;
using AuthServer.Data;
using AuthServer.Protocol.Keys;

namespace AuthServer.Messaging.Outbox;

/// <summary>The queue in the database: put in with what it belongs to, taken out by one node at a time.</summary>
public sealed class OutboxStore(Statements statements, KeyRing ring, TimeProvider time) : IDisposable
{
    private static readonly KeyPurpose Purpose = new("outbox");

    // Longer than any handler may take.
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(90);

    private const string Insert = "INSERT INTO outbox (id, kind, content, attempts, due_at, expires_at) VALUES (@id, @kind, @content, 0, @now, @expires)";

    private const string Take = """
        UPDATE outbox SET attempts = attempts + 1, due_at = @lease WHERE id = (SELECT id FROM outbox WHERE due_at <= @now ORDER BY due_at LIMIT 1)
        RETURNING id, kind, content, attempts, due_at, expires_at
        """;

    private const string Delete = "DELETE FROM outbox WHERE id = @id";
    private const string Postpone = "UPDATE outbox SET due_at = @due WHERE id = @id";
    private readonly SemaphoreSlim _news = new(0);

    /// <summary>Puts something in, in the transaction of what it belongs to.</summary>
    public async Task AddAsync<T>(Write write, string kind, T content, TimeSpan worthDoing)
    {
        var (id, now) = (Guid.CreateVersion7(), time.GetUtcNow());
        byte[] sealedContent = [ring.Current, .. RingSeal.Seal(ring, Purpose, JsonSerializer.SerializeToUtf8Bytes(content), id.ToByteArray(bigEndian: true))];
        await write.ExecuteAsync(Insert, CancellationToken.None, ("@id", id), ("@kind", kind), ("@content", sealedContent), ("@now", now), ("@expires", now + worthDoing));
        write.AfterCommit(() => _news.Release());
    }

    /// <summary>Waits until something may be there: at once for what was put in here, within the time given for what another node put in or what was postponed.</summary>
    public Task WaitAsync(TimeSpan atMost, CancellationToken cancel) => _news.WaitAsync(atMost, cancel);

    /// <summary>Takes what is due first; nobody else gets it until its lease ends. Null where nothing is due.</summary>
    public Task<OutboxItem?> TakeAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        return statements.FirstAsync(Take, Read, cancel, ("@now", now), ("@lease", now + Lease));
    }

    /// <summary>What is in an item.</summary>
    public byte[] Open(OutboxItem item) => RingSeal.Open(ring, Purpose, item.Content[0], item.Content.AsSpan(1), item.Id.ToByteArray(bigEndian: true));

    /// <summary>It is done, or not worth doing any more.</summary>
    public Task DeleteAsync(OutboxItem item) => statements.ExecuteAsync(Delete, CancellationToken.None, ("@id", item.Id));

    /// <summary>It did not work; later once more.</summary>
    public Task PostponeAsync(OutboxItem item, TimeSpan by) => statements.ExecuteAsync(Postpone, CancellationToken.None, ("@id", item.Id), ("@due", time.GetUtcNow() + by));

    /// <inheritdoc/>
    public void Dispose() => _news.Dispose();

    private static OutboxItem Read(System.Data.Common.DbDataReader r) => new()
    {
        Id = r.Id(0),
        Kind = r.GetString(1),
        Content = r.GetFieldValue<byte[]>(2),
        Attempts = r.GetInt32(3),
        DueAt = r.Time(4),
        ExpiresAt = r.Time(5),
    };
}
