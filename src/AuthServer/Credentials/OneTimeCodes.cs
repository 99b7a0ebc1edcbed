using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using AuthServer.Data;
using AuthServer.Protocol.Keys;

namespace AuthServer.Credentials;

/// <summary>Six-digit codes: ten minutes, five tries, one use; a new one kills the old one of its purpose and user.</summary>
/// <remarks>A try is reserved before it is compared, so that a hundred at once get five comparisons. Wrong, expired, used, destroyed and never issued look alike.</remarks>
public sealed class OneTimeCodes(Statements statements, SendBudget sends, KeyRing ring, TimeProvider time)
{
    /// <summary>Tries until a code is destroyed.</summary>
    public const int MaxAttempts = 5;

    /// <summary>How long a code is good.</summary>
    public static TimeSpan Lifetime { get; } = TimeSpan.FromMinutes(10);

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
    private const string Prune = "DELETE FROM one_time_codes WHERE id IN (SELECT id FROM one_time_codes WHERE expires_at <= @now ORDER BY expires_at LIMIT @batch)";

    /// <summary>Makes a code, if the destination may get another message now.</summary>
    /// <param name="purpose">What it is for.</param>
    /// <param name="subject">The user.</param>
    /// <param name="destination">The E.164 number or normalised address it will be sent to.</param>
    /// <param name="payload">What the flow has to remember; no secrets.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task<IssuedCode> IssueAsync(CodePurpose purpose, Guid subject, string destination, string? payload, CancellationToken cancel)
    {
        if (await sends.TakeAsync(destination, cancel) is { } wait) return new IssuedCode(Guid.Empty, "", wait);
        // Random in all its bits: it is a challenge id too, and says nothing about when it was made.
        var id = new Guid(RandomNumberGenerator.GetBytes(16));
        var code = RandomNumberGenerator.GetInt32(Range).ToString("D6", CultureInfo.InvariantCulture);
        var now = time.GetUtcNow();
        await statements.ExecuteAsync(Put, cancel,
            ("@id", id), ("@purpose", purpose.Name), ("@subject", subject), ("@destination", destination), ("@payload", payload), ("@now", now), ("@expires", now + Lifetime),
            ("@mac", new CodeMac(purpose, id, subject, destination).Of(code, ring, ring.Current)));
        return new IssuedCode(id, code, null);
    }

    /// <summary>Tries a code of a challenge.</summary>
    public Task<RedeemedCode?> RedeemAsync(CodePurpose purpose, Guid challenge, string code, CancellationToken cancel) =>
        CompareAsync(ReserveById, ("@id", challenge), purpose, code, cancel);

    /// <summary>Tries a code of a signed-in user.</summary>
    public Task<RedeemedCode?> RedeemOwnAsync(CodePurpose purpose, Guid subject, string code, CancellationToken cancel) =>
        CompareAsync(ReserveBySubject, ("@subject", subject), purpose, code, cancel);

    /// <summary>Deletes codes that have expired.</summary>
    /// <returns>How many; fewer than <paramref name="batch"/> when it is through.</returns>
    public Task<int> PruneAsync(int batch, CancellationToken cancel) =>
        statements.ExecuteAsync(Prune, cancel, ("@now", time.GetUtcNow()), ("@batch", batch));

    private async Task<RedeemedCode?> CompareAsync(string reserve, (string, object?) key, CodePurpose purpose, string code, CancellationToken cancel)
    {
        if (await statements.FirstAsync(reserve, Row.Read, cancel, key, ("@purpose", purpose.Name), ("@now", time.GetUtcNow())) is not { } row) return null;
        var right = new CodeMac(purpose, row.Id, row.Subject, row.Destination).Matches(row.Mac, code, ring);
        if (!right && row.Attempts < MaxAttempts) return null;
        // Who deletes it has used it; the last wrong try deletes it too. Not cancellable: a code must not survive its use.
        var deleted = await statements.ExecuteAsync(Destroy, CancellationToken.None, ("@id", row.Id));
        return right && deleted == 1 ? new RedeemedCode(row.Subject, row.Destination, row.Payload) : null;
    }

    private sealed record Row(Guid Id, Guid Subject, string Destination, byte[] Mac, string? Payload, int Attempts)
    {
        public static Row Read(DbDataReader r) => new(
            new Guid(r.GetFieldValue<byte[]>(0), bigEndian: true), new Guid(r.GetFieldValue<byte[]>(1), bigEndian: true), r.GetString(2),
            r.GetFieldValue<byte[]>(3), r.IsDBNull(4) ? null : r.GetString(4), r.GetInt32(5));
    }
}
