using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using ResourceApi.Data;
using ResourceApi.Limits;
using Sealing;

namespace ResourceApi.Idempotency;

/// <summary>The answers that are kept, for a day.</summary>
internal sealed class KeptAnswers(Writes writes, Budgets budgets, KeyRing ring, TimeProvider clock)
{
    private static readonly KeyPurpose Keys = new("idempotency-key");
    private static readonly KeyPurpose Bodies = new("idempotency-body");
    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    private const int AnHour = 600;

    // Longer than any route works.
    private static readonly TimeSpan Working = TimeSpan.FromMinutes(2);

    /// <summary>The key of a caller's request.</summary>
    public byte[] KeyOf(string subject, string method, string path, string key) => Mac($"{subject}\n{method}\n{path.TrimEnd('/')}\n{key}", []);

    /// <summary>What tells a request from another one.</summary>
    public byte[] RequestOf(string head, ReadOnlySpan<byte> body) => Mac(head, body);

    /// <summary>Begins a request under a key.</summary>
    /// <returns>The attempt where nobody has begun one; else what is known of it, or how long to wait.</returns>
    public Task<(Guid? Attempt, KeptAnswer? Known, TimeSpan? Wait)> BeginAsync(string subject, byte[] key, byte[] request, CancellationToken cancel) => writes.RunAsync(async db =>
    {
        var now = clock.GetUtcNow();
        await db.KeptAnswers.Where(answer => answer.Key == key && answer.EndsAt <= now).ExecuteDeleteAsync(cancel);
        if (await db.KeptAnswers.AsNoTracking().SingleOrDefaultAsync(answer => answer.Key == key, cancel) is { } known)
            return (null, known, null);
        if (await budgets.TakeAsync(db, [new Budget("idempotency keys", subject, AnHour, TimeSpan.FromHours(1))], cancel) is { } spent)
            return (null, null, spent.Wait);
        var begun = new KeptAnswer { Key = key, Request = request, EndsAt = now + Working };
        db.KeptAnswers.Add(begun);
        return ((Guid?)begun.Attempt, (KeptAnswer?)null, (TimeSpan?)null);
    }, cancel);

    /// <summary>Keeps the answer of an attempt.</summary>
    public Task KeepAsync(byte[] key, Guid attempt, HttpResponse response, byte[] body) => writes.RunAsync(async db =>
    {
        if (await db.KeptAnswers.SingleOrDefaultAsync(known => known.Key == key && known.Attempt == attempt) is not { } answer)
            return;
        (answer.Status, answer.ContentType, answer.Location) = (response.StatusCode, response.ContentType, response.Headers.Location);
        answer.Body = [ring.Current, .. RingSeal.Seal(ring, Bodies, body, key)];
        answer.EndsAt = clock.GetUtcNow() + Kept;
    }, CancellationToken.None);

    /// <summary>Leaves the key of an attempt free again.</summary>
    public Task ForgetAsync(byte[] key, Guid attempt) => writes.RunAsync(db => db.KeptAnswers.Where(answer => answer.Key == key && answer.Attempt == attempt).ExecuteDeleteAsync(), CancellationToken.None);

    /// <summary>Answers once more.</summary>
    public Task WriteAsync(HttpContext http, KeptAnswer answer)
    {
        var body = RingSeal.Open(ring, Bodies, answer.Body![0], answer.Body.AsSpan(1), answer.Key);
        http.Response.StatusCode = answer.Status;
        http.Response.ContentType = answer.ContentType;
        http.Response.Headers["Idempotency-Replayed"] = "true";
        if (answer.Location is not null)
            http.Response.Headers.Location = answer.Location;
        return http.Response.Body.WriteAsync(body, http.RequestAborted).AsTask();
    }

    /// <summary>Deletes what has ended, by batches.</summary>
    public Task<int> PruneAsync(int batch, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        return writes.RunAsync(db => db.KeptAnswers.Where(answer => db.KeptAnswers.Where(old => old.EndsAt <= now).OrderBy(old => old.EndsAt).Take(batch).Any(old => old.Key == answer.Key)).ExecuteDeleteAsync(cancel), cancel);
    }

    private byte[] Mac(string head, ReadOnlySpan<byte> body)
    {
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, ring.Derive(Keys, ring.Oldest));
        mac.AppendData(Encoding.UTF8.GetBytes(head + "\n"));
        mac.AppendData(body);
        return mac.GetHashAndReset();
    }
}
