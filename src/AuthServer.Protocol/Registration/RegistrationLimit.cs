using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace AuthServer.Protocol.Registration;

/// <summary>How many clients one network address may register without a token, replace, or have vouched for by a sector: it makes rows, and the server look outside.</summary>
internal sealed class RegistrationLimit(IOptions<RegistrationOptions> options) : IDisposable
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly PartitionedRateLimiter<string> _limiter = PartitionedRateLimiter.Create<string, string>(network => options.Value.RegistrationsPerHour == 0
        ? RateLimitPartition.GetNoLimiter(network)
        : RateLimitPartition.GetTokenBucketLimiter(network, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = options.Value.RegistrationsPerHour,
            TokensPerPeriod = options.Value.RegistrationsPerHour,
            ReplenishmentPeriod = Hour,
            AutoReplenishment = true,
        }));

    /// <summary>Takes one; null where there is one, else the refusal.</summary>
    public OAuthError? Take(IPAddress? address)
    {
        using var lease = _limiter.AttemptAcquire(NetworkOf(address));
        return lease.IsAcquired ? null : OAuthError.SlowDown(lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : Hour);
    }

    public void Dispose() => _limiter.Dispose();

    // One customer commonly holds a whole /64.
    private static string NetworkOf(IPAddress? address) => address switch
    {
        null => "",
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } => Convert.ToHexString(address.GetAddressBytes(), 0, 8),
        _ => address.ToString(),
    };
}
