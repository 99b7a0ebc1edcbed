using AuthServer.Accounts;
using AuthServer.Audit;
using AuthServer.Data;
using ServiceDefaults.Limits;

namespace AuthServer.Credentials;

/// <summary>How many wrong codes may come from one address, and everywhere: one code tried on ten thousand flows is found out as ten thousand codes tried on one are.</summary>
/// <remarks>Everywhere, only tries at codes that were sent count, and only callers who are not signed in are refused: nobody shuts out who is at home by making up challenges.</remarks>
public sealed class CodeLimits(Throttles throttles, AccountOptions options, RateLimitOptions limits)
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private Throttle Everywhere => new("wrong codes", "", options.Limits.WrongCodes, Hour);

    /// <summary>Takes one try.</summary>
    /// <returns>Null where it is free, else how long to wait.</returns>
    public async Task<TimeSpan?> TakeAsync(PlainWrite write, Origin origin, CancellationToken cancel)
    {
        if (!limits.Enabled) return null;
        if (origin.SessionId is null && await throttles.WaitAsync(write, Everywhere, cancel) is { } wait) return wait;
        return await throttles.TakeAsync(write, Of(origin), cancel);
    }

    /// <summary>The code was right: the try does not count.</summary>
    public Task GiveBackAsync(PlainWrite write, Origin origin) => limits.Enabled ? throttles.GiveBackAsync(write, Of(origin)) : Task.CompletedTask;

    /// <summary>A code that was sent was tried in vain.</summary>
    public Task CountAsync(PlainWrite write) => limits.Enabled ? throttles.TakeAsync(write, Everywhere, CancellationToken.None) : Task.CompletedTask;

    private Throttle Of(Origin origin) => new("wrong codes of an address", AddressPartition.Of(origin.Address), options.Limits.WrongCodesPerAddress, Hour);
}
