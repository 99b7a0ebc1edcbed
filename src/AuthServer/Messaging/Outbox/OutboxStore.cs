using System.Collections.Concurrent;
using System.Text.Json;
using AuthServer.Data;
using AuthServer.Protocol.Storage;
using Microsoft.EntityFrameworkCore;
using Sealing;

namespace AuthServer.Messaging.Outbox;

/// <summary>The queue in the database: put in with what it belongs to, taken out by one node at a time.</summary>
public sealed class OutboxStore(Statements statements, SqliteReaders readers, KeyRing ring, TimeProvider time) : IDisposable
{
    private const int MostCalls = 4;
    private static readonly KeyPurpose Purpose = new("outbox");

    // Longer than any handler may take.
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(90);

    private const string Insert = "INSERT INTO outbox (id, kind, content, attempts, due_at, expires_at) VALUES (@id, @kind, @content, 0, @now, @expires)";

    private const string IsDue = "SELECT 1 FROM outbox WHERE kind = @kind AND due_at <= @now LIMIT 1";

    private const string Take = """
        UPDATE outbox SET attempts = attempts + 1, due_at = @lease WHERE id = (SELECT id FROM outbox WHERE kind = @kind AND due_at <= @now ORDER BY due_at LIMIT 1)
        RETURNING id, kind, content, attempts, due_at, expires_at
        """;

    private const string Delete = "DELETE FROM outbox WHERE id = @id";
    private const string Postpone = "UPDATE outbox SET due_at = @due WHERE id = @id";
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _news = new();

    /// <summary>Puts something in, in the transaction of what it belongs to.</summary>
    public async Task AddAsync<T>(PlainWrite write, string kind, T content, TimeSpan worthDoing)
    {
        var (id, now) = (Guid.CreateVersion7(), time.GetUtcNow());
        byte[] sealedContent = [ring.Current, .. RingSeal.Seal(ring, Purpose, JsonSerializer.SerializeToUtf8Bytes(content), id.ToByteArray(bigEndian: true))];
        await write.ExecuteAsync(Insert, CancellationToken.None, ("@id", id), ("@kind", kind), ("@content", sealedContent), ("@now", now), ("@expires", now + worthDoing));
        write.AfterCommit(() => Wake(kind));
    }

    /// <summary>Waits until something may be there: at once for what was put in here, within the time given for what another node put in or what was postponed.</summary>
    public Task WaitAsync(string kind, TimeSpan atMost, CancellationToken cancel) => NewsOf(kind).WaitAsync(atMost, cancel);

    /// <summary>Takes what is due first; nobody else gets it until its lease ends. Null where nothing is due.</summary>
    public async Task<OutboxItem?> TakeAsync(string kind, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        // Who finds nothing, as most do, has not asked for the writers' turn.
        if (!readers.Read(s => s.First(IsDue, _ => true, ("@kind", kind), ("@now", now)))) return null;
        return await statements.FirstAsync(Take, Read, cancel, ("@kind", kind), ("@now", now), ("@lease", now + Lease));
    }

    /// <summary>What is in an item.</summary>
    public byte[] Open(OutboxItem item) => RingSeal.Open(ring, Purpose, item.Content[0], item.Content.AsSpan(1), item.Id.ToByteArray(bigEndian: true));

    /// <summary>It is done, or not worth doing any more.</summary>
    public Task DeleteAsync(OutboxItem item) => statements.ExecuteAsync(Delete, CancellationToken.None, ("@id", item.Id));

    /// <summary>As above, in the transaction of what it did.</summary>
    public static Task DeleteAsync(PlainWrite write, Guid id) => write.ExecuteAsync(Delete, CancellationToken.None, ("@id", id));

    /// <summary>It did not work; later once more.</summary>
    public Task PostponeAsync(OutboxItem item, TimeSpan by) => statements.ExecuteAsync(Postpone, CancellationToken.None, ("@id", item.Id), ("@due", time.GetUtcNow() + by));

    /// <summary>Forgets, within a transaction, whatever waits for a user who is deleted: messages to them, and what they asked for.</summary>
    public async Task ForgetAsync(Write write, User user)
    {
        // Few wait at any time, and what is in them only the ring opens.
        foreach (var item in await write.Db.Outbox.AsNoTracking().ToListAsync())
        {
            using var content = JsonDocument.Parse(Open(item));
            if (IsAbout(content.RootElement, user)) await DeleteAsync(write, item.Id);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var news in _news.Values) news.Dispose();
    }

    private static bool IsAbout(JsonElement content, User user) =>
        (content.TryGetProperty("To", out var to) && to.GetString() is { } destination && (destination == user.PhoneNumber || destination == user.Email))
        || (content.TryGetProperty("User", out var asker) && asker.ValueKind == JsonValueKind.String && asker.TryGetGuid(out var id) && id == user.Id);

    private SemaphoreSlim NewsOf(string kind) => _news.GetOrAdd(kind, _ => new SemaphoreSlim(0));

    // Whoever is woken looks until nothing is left: more than a few calls that nobody waits for say nothing more.
    private void Wake(string kind)
    {
        var news = NewsOf(kind);
        if (news.CurrentCount < MostCalls) news.Release();
    }

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
