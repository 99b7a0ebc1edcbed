using Microsoft.EntityFrameworkCore;

namespace ResourceApi.Data;

/// <summary>Brings the schema up to date before any request is taken.</summary>
internal sealed class DatabaseStart(IDbContextFactory<ApiDbContext> contexts, IConfiguration configuration) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        DatabaseRegistration.CreateFolder(configuration.GetConnectionString("Api"));
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.Database.MigrateAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
