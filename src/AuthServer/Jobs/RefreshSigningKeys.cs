using AuthServer.Protocol.Keys;
using Quartz;

namespace AuthServer.Jobs;

/// <summary>Announces the next signing key in time, and learns of those that another node announced.</summary>
[DisallowConcurrentExecution]
internal sealed class RefreshSigningKeys(SigningKeys keys) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await keys.RefreshAsync(cancellationToken);
}
