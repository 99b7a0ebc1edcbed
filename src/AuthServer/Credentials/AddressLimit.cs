using System.Net;
using System.Threading.RateLimiting;
using AuthServer.Accounts;
using ServiceDefaults.Limits;

namespace AuthServer.Credentials;

/// <summary>How often one network address may try or ask for credentials, over all ways in together; checked before anything is looked up.</summary>
public sealed class AddressLimit(AccountOptions accounts, RateLimitOptions limits) : IDisposable
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private const int Segments = 6;

    private readonly PartitionedRateLimiter<string> _limiter = PartitionedRateLimiter.Create<string, string>(partition => limits.Enabled
        ? RateLimitPartition.GetSlidingWindowLimiter(partition, _ => new SlidingWindowRateLimiterOptions { PermitLimit = accounts.AttemptsPerMinute, Window = Window, SegmentsPerWindow = Segments })
        : RateLimitPartition.GetNoLimiter(partition));

    /// <summary>Takes one try; null where there is one, else how long to wait.</summary>
    public TimeSpan? Take(IPAddress? address)
    {
        using var lease = _limiter.AttemptAcquire(AddressPartition.Of(address));
        if (lease.IsAcquired) return null;
        return lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : Window / Segments;
    }

    /// <inheritdoc/>
    public void Dispose() => _limiter.Dispose();
}
