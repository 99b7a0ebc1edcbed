using System.Threading.RateLimiting;

namespace AuthServer.Protocol.Outside;

/// <summary>How often strangers make the server look at something outside; counted by each node for itself.</summary>
/// <param name="perMinute">So often a minute for each of them; 0 is no limit.</param>
internal sealed class LookLimit(int perMinute) : IDisposable
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly PartitionedRateLimiter<string> _limiter = PartitionedRateLimiter.Create<string, string>(whose => perMinute == 0
        ? RateLimitPartition.GetNoLimiter(whose)
        : RateLimitPartition.GetTokenBucketLimiter(whose, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = perMinute,
            TokensPerPeriod = perMinute,
            ReplenishmentPeriod = Minute,
            AutoReplenishment = true,
        }));

    /// <summary>Takes one look, if there is one left.</summary>
    /// <param name="whose">Who asks for it, or whom it burdens.</param>
    public bool Take(string whose)
    {
        using var lease = _limiter.AttemptAcquire(whose);
        return lease.IsAcquired;
    }

    public void Dispose() => _limiter.Dispose();
}
