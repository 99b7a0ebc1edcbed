using AuthServer.Protocol.Storage;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace AuthServer.Data;

/// <summary>Ready means that tokens can be written.</summary>
internal sealed class TokenStoreCheck(ITokenStore store) : IHealthCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await store.CheckAsync(cancellationToken).WaitAsync(Patience, cancellationToken);
        return HealthCheckResult.Healthy();
    }
}
