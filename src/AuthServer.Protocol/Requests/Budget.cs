using System.Threading.RateLimiting;

namespace AuthServer.Protocol.Requests;

/// <summary>So often in a time for each of whoever it is counted for; counted by each node for itself.</summary>
/// <param name="most">How often; 0 is no limit.</param>
/// <param name="every">In which time.</param>
internal sealed class Budget(int most, TimeSpan every) : IDisposable
{
    private readonly PartitionedRateLimiter<string> _limiter = PartitionedRateLimiter.Create<string, string>(whose => most == 0
        ? RateLimitPartition.GetNoLimiter(whose)
        : RateLimitPartition.GetTokenBucketLimiter(whose, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = most,
            TokensPerPeriod = most,
            ReplenishmentPeriod = every,
            AutoReplenishment = true,
        }));

    /// <summary>Takes one; null where there is one, else the refusal.</summary>
    /// <param name="whose">Who does it, or whom it burdens.</param>
    public OAuthError? Take(string whose)
    {
        using var lease = _limiter.AttemptAcquire(whose);
        return lease.IsAcquired ? null : OAuthError.SlowDown(lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : every);
    }

    public void Dispose() => _limiter.Dispose();
}
