using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace AuthServer.Protocol.Tokens;

/// <summary>How often one user, or one client that acts for itself, may have tokens revoked: every revocation is an event for every resource API, and a flood of them would delay everybody's logout.</summary>
internal sealed class RevocationLimit(IOptions<ProtocolOptions> options) : IDisposable
{
    private readonly PartitionedRateLimiter<string> _limiter = PartitionedRateLimiter.Create<string, string>(subject => options.Value.RevocationsPerMinute == 0
        ? RateLimitPartition.GetNoLimiter(subject)
        : RateLimitPartition.GetTokenBucketLimiter(subject, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = options.Value.RevocationsPerMinute,
            TokensPerPeriod = options.Value.RevocationsPerMinute,
            ReplenishmentPeriod = TimeSpan.FromMinutes(1),
            AutoReplenishment = true,
        }));

    /// <summary>Takes one; null where there is one, else the refusal.</summary>
    public OAuthError? Take(string subject)
    {
        using var lease = _limiter.AttemptAcquire(subject);
        return lease.IsAcquired ? null : OAuthError.SlowDown(lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : TimeSpan.FromMinutes(1));
    }

    public void Dispose() => _limiter.Dispose();
}
