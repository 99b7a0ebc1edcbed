using AuthServer.Accounts;
using AuthServer.Data.Seeds;
using AuthServer.Protocol.Keys;
using AuthServer.Protocol.Scopes;
using AuthServer.Protocol.Storage;
using Microsoft.EntityFrameworkCore;

namespace AuthServer.Data;

/// <summary>What has to be in place before the first request: tables, the platform's scopes, signing keys, and in Development the seeds.</summary>
internal static class Startup
{
    public static async Task PrepareAsync(this WebApplication app)
    {
        var cancel = app.Lifetime.ApplicationStopping;
        var services = app.Services;
        var protocol = services.GetRequiredService<IDbContextFactory<ProtocolDbContext>>();
        await MigrateProtocolAsync(protocol, cancel);
        await AccountsDatabase.MigrateAsync(services, cancel);
        await Catalogue.SeedAsync(protocol, cancel);
        if (app.Environment.IsDevelopment())
        {
            await ClientSeeds.SeedAsync(protocol, cancel);
            await UserSeeds.RunAsync(services, cancel);
        }
        await services.GetRequiredService<SigningKeys>().RefreshAsync(cancel);
        await services.GetRequiredService<ScopeCatalogue>().RefreshAsync(cancel);
    }

    private static async Task MigrateProtocolAsync(IDbContextFactory<ProtocolDbContext> db, CancellationToken cancel)
    {
        await using var context = await db.CreateDbContextAsync(cancel);
        await context.Database.MigrateAsync(cancel);
    }
}
