using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using AuthServer.Audit;
using AuthServer.Data;
using AuthServer.Messaging;
using Sealing;

namespace AuthServer.Credentials;

/// <summary>Six-digit codes: ten minutes, five tries, one use; a new one kills the old one of its purpose and user.</summary>
/// <remarks>
/// A try is reserved before it is compared, so that a hundred at once get five comparisons. Wrong, expired, used, destroyed and never issued look alike.
/// A code leaves this class in a message and in no other way.
/// </remarks>
public sealed class OneTimeCodes(Statements statements, SendBudget sends, CodeLimits limits, Messages messages, KeyRing ring, AuditLog audit, TimeProvider time)
{
    /// <summary>Tries until a code is destroyed.</summary>
    public const int MaxAttempts = 5;

    private const int Range = 1_000_000;

    private const string Put = """
        INSERT INTO one_time_codes (id, purpose, subject, destination, mac, attempts, payload, created_at, expires_at)
        VALUES (@id, @purpose, @subject, @destination, @mac, 0, @payload, @now, @expires)
        ON CONFLICT (purpose, subject) DO UPDATE SET id = excluded.id, destination = excluded.destination, mac = excluded.mac, attempts = 0,
            payload = excluded.payload, created_at = excluded.created_at, expires_at = excluded.expires_at
        """;

    private const string ReserveById = "UPDATE one_time_codes SET attempts = attempts + 1 WHERE id = @id AND purpose = @purpose AND attempts < 5 AND expires_at > @now RETURNING id, subject, destination, mac, payload, attempts";
    private const string ReserveBySubject = "UPDATE one_time_codes SET attempts = attempts + 1 WHERE purpose = @purpose AND subject = @subject AND attempts < 5 AND expires_at > @now RETURNING id, subject, destination, mac, payload, attempts";
    private const string Destroy = "DELETE FROM one_time_codes WHERE id = @id";
    private const string DestroyAll = "DELETE FROM one_time_codes WHERE subject = @subject";
    private const string Prune = "DELETE FROM one_time_codes WHERE id IN (SELECT id FROM one_time_codes WHERE expires_at <= @now ORDER BY expires_at LIMIT @batch)";

    /// <summary>Makes a code and sends it, if the destination may get another message now.</summary>
    /// <param name="write">The transaction: the code and its message are kept together or not at all.</param>
    /// <param name="purpose">What it is for.</param>
    /// <param name="user">The user.</param>
    /// <param name="destination">The E.164 number or normalised address it goes to.</param>
    /// <param name="payload">What the flow has to remember; no secrets.</param>
    /// <param name="origin">Who asked for it.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task<IssuedCode> SendAsync(PlainWrite write, CodePurpose purpose, User user, string destination, string? payload, Origin origin, CancellationToken cancel)
    {
        if (await sends.TakeAsync(write, purpose, destination, origin.Address, cancel) is { } wait) return new IssuedCode(Guid.Empty, wait);
        var code = RandomNumberGenerator.GetInt32(Range).ToString("D6", CultureInfo.InvariantCulture);
        var id = await PutAsync(write, purpose, user.Id, destination, payload, id => new CodeMac(purpose, id, user.Id, destination).Of(code, ring, ring.Current), cancel);
        await messages.AddCodeAsync(write, purpose, destination, user.Locale ?? origin.Locale, code);
        return new IssuedCode(id, null);
    }

    /// <summary>As above, by itself.</summary>
    public Task<IssuedCode> SendAsync(CodePurpose purpose, User user, string destination, string? payload, Origin origin, CancellationToken cancel) =>
        statements.ShareAsync(write => SendAsync(write, purpose, user, destination, payload, origin, cancel), cancel);

    /// <summary>Puts a row that no code fits, so that trying codes on a name that nobody has takes the same work.</summary>
    public Task PutDecoyAsync(PlainWrite write, CodePurpose purpose, Guid subject, CancellationToken cancel) =>
        PutAsync(write, purpose, subject, "", null, _ => RandomNumberGenerator.GetBytes(33), cancel);

    /// <summary>Tries a code of a challenge.</summary>
    public Task<CodeTry> TryAsync(CodePurpose purpose, Guid challenge, string code, Origin origin, CancellationToken cancel) =>
        CompareAsync(ReserveById, ("@id", challenge), purpose, code, origin, cancel);

    /// <summary>Tries a code of a user.</summary>
    public Task<CodeTry> TryOfAsync(CodePurpose purpose, Guid subject, string code, Origin origin, CancellationToken cancel) =>
        CompareAsync(ReserveBySubject, ("@subject", subject), purpose, code, origin, cancel);

    /// <summary>Uses a code up, in the transaction of what it is used for.</summary>
    /// <returns>False where somebody else has used it meanwhile, or a newer one has taken its place.</returns>
    public static async Task<bool> UseAsync(PlainWrite write, RightCode code) => await write.ExecuteAsync(Destroy, CancellationToken.None, ("@id", code.Id)) == 1;

    /// <summary>Destroys every code and link of a user.</summary>
    public static Task DestroyAllAsync(PlainWrite write, Guid subject) => write.ExecuteAsync(DestroyAll, CancellationToken.None, ("@subject", subject));

    /// <summary>Deletes codes that have expired.</summary>
    /// <returns>How many; fewer than <paramref name="batch"/> when it is through.</returns>
    public Task<int> PruneAsync(int batch, CancellationToken cancel) =>
        statements.ExecuteAsync(Prune, cancel, ("@now", time.GetUtcNow()), ("@batch", batch));

    internal async Task<Guid> PutAsync(PlainWrite write, CodePurpose purpose, Guid subject, string destination, string? payload, Func<Guid, byte[]> mac, CancellationToken cancel)
    {
        // Random in all its bits: it is a challenge id too, and says nothing about when it was made.
        var id = new Guid(RandomNumberGenerator.GetBytes(16));
        var now = time.GetUtcNow();
        await write.ExecuteAsync(Put, cancel,
            ("@id", id), ("@purpose", purpose.Name), ("@subject", subject), ("@destination", destination), ("@payload", payload),
            ("@now", now), ("@expires", now + purpose.Lifetime), ("@mac", mac(id)));
        return id;
    }

    private async Task<CodeTry> CompareAsync(string reserve, (string, object?) key, CodePurpose purpose, string code, Origin origin, CancellationToken cancel)
    {
        var tried = await statements.ShareAsync(async write => await limits.TakeAsync(write, origin, cancel) is { } wait
            ? (Wait: wait, Row: null)
            : (Wait: (TimeSpan?)null, Row: await write.FirstAsync(reserve, Tried.Read, cancel, key, ("@purpose", purpose.Name), ("@now", time.GetUtcNow()))), cancel);
        if (tried.Wait is { } refused) return new CodeTry(null, refused);
        var row = tried.Row;
        var right = row is not null && new CodeMac(purpose, row.Id, row.Subject, row.Destination).Matches(row.Mac, code, ring);
        // One write either way, as dear for a code that was never sent. Not cancellable: what was tried is tried.
        await statements.ShareAsync(async write =>
        {
            if (right) await limits.GiveBackAsync(write, origin);
            else await audit.AddFailureAsync(write, AuditEvents.CodeFailed, "invalid_code", row is { Destination.Length: > 0 } ? row.Subject : null, origin, purpose.Name);
            if (!right && row is { Destination.Length: > 0 }) await limits.CountAsync(write);
            if (!right && row?.Attempts >= MaxAttempts) await write.ExecuteAsync(Destroy, CancellationToken.None, ("@id", row.Id));
        }, CancellationToken.None);
        return new CodeTry(right ? new RightCode(row!.Id, row.Subject, row.Destination, row.Payload) : null, null);
    }

    private sealed record Tried(Guid Id, Guid Subject, string Destination, byte[] Mac, string? Payload, int Attempts)
    {
        public static Tried Read(DbDataReader r) => new(r.Id(0), r.Id(1), r.GetString(2), r.GetFieldValue<byte[]>(3), r.TextOrNull(4), r.GetInt32(5));
    }
}
