using AuthServer.Accounts;
using AuthServer.Audit;
using AuthServer.Data;
using ServiceDefaults.Limits;

namespace AuthServer.Credentials;

/// <summary>How many wrong codes may come from one address, and everywhere: one code tried on ten thousand flows is found out as ten thousand codes tried on one are.</summary>
public sealed class CodeLimits(Throttles throttles, AccountOptions options, RateLimitOptions limits)
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>Takes one try.</summary>
    /// <returns>Null where it is free, else how long to wait.</returns>
    public Task<TimeSpan?> TakeAsync(Write write, Origin origin, CancellationToken cancel) =>
        write.AllOrNoneAsync(() => throttles.TakeFirstAsync(write, Of(origin), cancel), cancel);

    /// <summary>The code was right: the try does not count.</summary>
    public async Task GiveBackAsync(Write write, Origin origin)
    {
        foreach (var throttle in Of(origin)) await throttles.GiveBackAsync(write, throttle);
    }

    private Throttle[] Of(Origin origin) => limits.Enabled
        ? [new("wrong codes of an address", AddressPartition.Of(origin.Address), options.Limits.WrongCodesPerAddress, Hour), new("wrong codes", "", options.Limits.WrongCodes, Hour)]
        : [];
}
