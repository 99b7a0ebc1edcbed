using AuthServer.Audit;
using AuthServer.Data;
using AuthServer.Devices;
using ServiceDefaults.Limits;

namespace AuthServer.Credentials;

/// <summary>How many wrong codes of devices one browser and one address may type (RFC 8628 §5.1): with 34 bits a code, ten minutes and these, nobody finds one that is not theirs.</summary>
/// <remarks>Taken before the code is looked for and given back where it was right.</remarks>
public sealed class UserCodeLimits(Statements statements, Throttles throttles, RateLimitOptions limits)
{
    private const int PerBrowser = 5;
    private const int PerAddress = 20;
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>Takes one try.</summary>
    /// <returns>Null where it is free, else how long to wait.</returns>
    public Task<TimeSpan?> TakeAsync(DeviceInfo browser, Origin origin, CancellationToken cancel) => limits.Enabled
        ? statements.ShareAsync(write => write.AllOrNoneAsync(() => throttles.TakeFirstAsync(write, Of(browser, origin), cancel), cancel), cancel)
        : Task.FromResult<TimeSpan?>(null);

    /// <summary>The code was right: the try does not count.</summary>
    public Task GiveBackAsync(DeviceInfo browser, Origin origin) => limits.Enabled
        ? statements.ShareAsync(async write =>
        {
            foreach (var taken in Of(browser, origin)) await throttles.GiveBackAsync(write, taken);
        }, CancellationToken.None)
        : Task.CompletedTask;

    private static Throttle[] Of(DeviceInfo browser, Origin origin) =>
    [
        new("user codes of a browser", Convert.ToHexString(browser.Id!), PerBrowser, Hour),
        new("user codes of an address", AddressPartition.Of(origin.Address), PerAddress, Hour),
    ];
}
