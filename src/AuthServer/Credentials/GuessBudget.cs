using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AuthServer.Accounts;
using AuthServer.Data;
using AuthServer.Protocol.Storage;
using Sealing;

namespace AuthServer.Credentials;

/// <summary>How often the secrets of one account may be guessed at, over all ways in together (DESIGN §6).</summary>
/// <remarks>
/// A guess is reserved, durably, before the secret is verified: however many come at once, and whenever the process dies between the two, none is free.
/// Five without a right one lock the account for 15 minutes, then an hour, then 24 hours; ten wrong PINs in a row disable the PIN until it is reset.
/// </remarks>
public sealed class GuessBudget(Statements statements, SqliteReaders readers, KeyRing ring, TimeProvider time)
{
    /// <summary>Guesses until the account is locked.</summary>
    public const int MaxFailures = 5;

    private static readonly KeyPurpose Strangers = new("guess-budget-of-unknown-names");

    /// <summary>The budget of a name that somebody signs in by: the user's, or one of its own where no user has it, which locks just the same.</summary>
    public byte[] KeyOf(Guid? user, LoginName name) =>
        user is { } id ? id.ToByteArray(bigEndian: true) : HMACSHA256.HashData(ring.Derive(Strangers, ring.Current), Encoding.UTF8.GetBytes($"{name.Kind}:{name.Canonical}"))[..16];

    /// <summary>Reserves a guess.</summary>
    /// <returns>Null where the account is locked or the PIN disabled: answer as to a wrong secret, after the same time.</returns>
    public async Task<GuessReservation?> ReserveAsync(byte[] key, CredentialKind kind, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        return await statements.ShareAsync(async write =>
        {
            var reserved = await write.FirstAsync(GuessSql.Reserve, r => new GuessReservation(key, kind, r.TimeOrNull(0)), cancel,
                ("@key", key), ("@now", now), ("@pin", Pin(kind)), ("@password", 1 - Pin(kind)));
            // A refused guess waits for the disk as long as a reserved one.
            if (reserved is null) await write.ExecuteAsync(GuessSql.Touch, cancel, ("@key", key), ("@now", now));
            return reserved;
        }, cancel);
    }

    /// <summary>The secret was right: gives the reservation back, lifts the lock that it set itself, and lets earlier guesses at the same secret be forgotten.</summary>
    /// <remarks>Not cancellable: the caller has proved who they are.</remarks>
    public Task SucceedAsync(PlainWrite write, GuessReservation reservation) =>
        write.ExecuteAsync(GuessSql.Succeed, CancellationToken.None,
            ("@key", reservation.Key), ("@pin", Pin(reservation.Kind)), ("@password", 1 - Pin(reservation.Kind)), ("@lock", reservation.Lock?.ToUnixTimeMilliseconds() ?? -1L),
            // One second later, not now: of a burst that holds the right secret among wrong ones, no more wrong ones are evaluated than of any other.
            ("@forgive", time.GetUtcNow().AddSeconds(1)));

    /// <summary>A secret was reset by who owns the phone or the mailbox, or an administrator lifts the lock: what was guessed at the old one says nothing about the new one. The next lock is as long as it would have been.</summary>
    public Task WasResetAsync(PlainWrite write, CredentialKind kind, Guid user, CancellationToken cancel) =>
        write.ExecuteAsync(kind == CredentialKind.Pin ? GuessSql.ResetPin : GuessSql.ResetPassword, cancel, ("@key", user));

    /// <summary>How the account stands, for its owner to read.</summary>
    public GuessState StateOf(Guid user) =>
        readers.Read(s => s.First(GuessSql.State, r => new GuessState(r.GetInt32(0), r.TimeOrNull(1), r.GetInt64(2) != 0), ("@key", user), ("@now", time.GetUtcNow()))) ?? new GuessState(0, null, false);

    /// <summary>Deletes budgets of names that nobody has, once they are untouched for longer than locks are remembered.</summary>
    /// <returns>How many; fewer than <paramref name="batch"/> when it is through.</returns>
    public async Task<int> PruneAsync(int batch, CancellationToken cancel)
    {
        var before = time.GetUtcNow() - TimeSpan.FromDays(8);
        // Looked for beside the writer: those of users stay, and are passed each time.
        var keys = readers.Read(s => s.All(GuessSql.Forgotten, r => Convert.ToHexString(r.GetFieldValue<byte[]>(0)), ("@before", before), ("@batch", batch)));
        return keys.Count == 0 ? 0 : await statements.ExecuteAsync(GuessSql.Prune, cancel, ("@keys", JsonSerializer.Serialize(keys)), ("@before", before));
    }

    private static int Pin(CredentialKind kind) => kind == CredentialKind.Pin ? 1 : 0;
}
