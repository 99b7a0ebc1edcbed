using System.Net;
using System.Security.Cryptography;
using System.Text;
using AuthServer.Accounts;
using AuthServer.Data;
using Sealing;
using ServiceDefaults.Limits;

namespace AuthServer.Credentials;

/// <summary>How many codes and links may be sent: to one number or address one in 60 s, three in 15 minutes, six in 24 hours, in any such span; and in all, by who asks, by prefix, and a day.</summary>
public sealed class SendBudget(Throttles throttles, KeyRing ring, AccountOptions options, RateLimitOptions limits, TimeProvider time)
{
    private static readonly KeyPurpose Keys = new("send-budget");
    private static readonly TimeSpan Gap = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Quarter = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    private const int AnybodyADay = 4;

    // Numbers are given out in blocks of a thousand: who pumps messages owns neighbours.
    private const int BlockDigits = 3;

    // The row holds the last six times: the newest must be a gap old, the third a quarter of an hour, the sixth a day.
    private const string Take = """
        INSERT INTO send_budgets AS b (key, sent1) VALUES (@key, @now)
        ON CONFLICT (key) DO UPDATE SET sent6 = b.sent5, sent5 = b.sent4, sent4 = b.sent3, sent3 = b.sent2, sent2 = b.sent1, sent1 = @now
        WHERE b.sent1 <= @gap AND (b.sent3 IS NULL OR b.sent3 <= @quarter) AND (b.sent6 IS NULL OR b.sent6 <= @day)
        RETURNING 1
        """;

    private const string Read = "SELECT sent1, sent3, sent6 FROM send_budgets WHERE key = @key";
    private const string Prune = "DELETE FROM send_budgets WHERE key IN (SELECT key FROM send_budgets WHERE sent1 < @before ORDER BY sent1 LIMIT @batch)";

    /// <summary>Takes one message out of every budget that it belongs to, or out of none.</summary>
    /// <param name="write">The transaction.</param>
    /// <param name="purpose">What is sent.</param>
    /// <param name="destination">The E.164 number or normalised address.</param>
    /// <param name="address">Who asks; null where they were charged when they asked.</param>
    /// <param name="cancel">Stops it.</param>
    /// <returns>Null where it may be sent, else how long to wait.</returns>
    public Task<TimeSpan?> TakeAsync(PlainWrite write, CodePurpose purpose, string destination, IPAddress? address, CancellationToken cancel) => write.AllOrNoneAsync(async () =>
        await TakeOwnAsync(write, destination, cancel) ?? await throttles.TakeFirstAsync(write, [.. Asker(address), .. Anybody(purpose, destination), .. Shared(destination)], cancel), cancel);

    /// <summary>Charges who asks for something whose outcome must not be told, before anybody is looked up.</summary>
    /// <returns>As above.</returns>
    public Task<TimeSpan?> ChargeAsync(PlainWrite write, IPAddress? address, CancellationToken cancel) => throttles.TakeFirstAsync(write, Asker(address), cancel);

    /// <summary>Takes a notice out of what is shared: nobody turns notices into a flood of paid messages.</summary>
    /// <returns>Whether it may be sent.</returns>
    public async Task<bool> TakeNoticeAsync(PlainWrite write, string destination) =>
        await write.AllOrNoneAsync(() => throttles.TakeFirstAsync(write, Shared(destination), CancellationToken.None), CancellationToken.None) is null;

    /// <summary>Deletes budgets that are full again.</summary>
    /// <returns>How many; fewer than <paramref name="batch"/> when it is through.</returns>
    public Task<int> PruneAsync(Statements statements, int batch, CancellationToken cancel) =>
        statements.ExecuteAsync(Prune, cancel, ("@before", time.GetUtcNow() - Day), ("@batch", batch));

    private async Task<TimeSpan?> TakeOwnAsync(PlainWrite write, string destination, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var key = HMACSHA256.HashData(ring.Derive(Keys, ring.Current), Encoding.UTF8.GetBytes(destination))[..16];
        var taken = await write.FirstAsync(Take, _ => true, cancel, ("@key", key), ("@now", now), ("@gap", now - Gap), ("@quarter", now - Quarter), ("@day", now - Day));
        if (taken) return null;
        return await write.FirstAsync(Read, row => (TimeSpan?)Wait(row, now), cancel, ("@key", key)) ?? Gap;
    }

    private IEnumerable<Throttle> Asker(IPAddress? address)
    {
        if (limits.Enabled && address is not null) yield return new Throttle("messages asked for by an address", AddressPartition.Of(address), options.Limits.MessagesPerAddress, Day);
    }

    // Of six messages a day, strangers spend four: two are left for who has shown a secret. And numbers that nobody has proved never spend the whole day's ceiling.
    private IEnumerable<Throttle> Anybody(CodePurpose purpose, string destination)
    {
        if (purpose.IsAskedByAnybody) yield return new Throttle("messages that anybody asked for", destination, AnybodyADay, Day);
        if (purpose == CodePurpose.PhoneVerification || purpose == CodePurpose.PhoneChange) yield return new Throttle("text messages to unproved numbers", "", Math.Max(1, options.Limits.TextMessages / 2), Day);
    }

    private IEnumerable<Throttle> Shared(string destination)
    {
        var phone = destination[0] == '+';
        if (phone) yield return new Throttle("text messages to a block", destination[..^BlockDigits], options.Limits.TextMessagesPerBlock, Day);
        yield return phone ? new Throttle("text messages", "", options.Limits.TextMessages, Day) : new Throttle("e-mails", "", options.Limits.Emails, Day);
    }

    private static TimeSpan Wait(System.Data.Common.DbDataReader row, DateTimeOffset now)
    {
        var wait = TimeSpan.FromSeconds(1);
        TimeSpan[] spans = [Gap, Quarter, Day];
        for (var i = 0; i < spans.Length; i++)
        {
            if (row.TimeOrNull(i) is { } sent && sent + spans[i] - now is var left && left > wait) wait = left;
        }
        return wait;
    }
}
