using AuthServer.Accounts;
using AuthServer.Data.Seeds;
using AuthServer.Messaging.Templates;
using AuthServer.Protocol;
using AuthServer.Protocol.Keys;
using AuthServer.Protocol.Scopes;
using AuthServer.Protocol.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace AuthServer.Data;

/// <summary>What has to be in place before the first request: tables, the platform's scopes, signing keys, and in Development the seeds.</summary>
internal static class Startup
{
    public static async Task PrepareAsync(this WebApplication app)
    {
        var cancel = app.Lifetime.ApplicationStopping;
        var services = app.Services;
        var protocol = services.GetRequiredService<IDbContextFactory<ProtocolDbContext>>();
        // Both contexts' migrations take the same lock, one after the other; what follows them runs side by side: hashes and a new RSA key take their time.
        var texts = Task.Run(services.GetRequiredService<MessageTemplates>, cancel);
        await MigrateProtocolAsync(protocol, cancel);
        var engine = Task.Run(() => PrepareEngineAsync(app, protocol, cancel), cancel);
        await AccountsDatabase.MigrateAsync(services, cancel);
        if (app.Environment.IsDevelopment()) await UserSeeds.RunAsync(services, cancel);
        await engine;
        await texts;
    }

    private static async Task PrepareEngineAsync(WebApplication app, IDbContextFactory<ProtocolDbContext> db, CancellationToken cancel)
    {
        await Catalogue.SeedAsync(db, app.Services.GetRequiredService<IOptions<ProtocolOptions>>().Value.ResourceUris, cancel);
        if (app.Environment.IsDevelopment())
        {
            await ClientSeeds.SeedAsync(db, cancel);
            await RegistrationTokenSeeds.SeedAsync(db, app.Services.GetRequiredService<TimeProvider>(), cancel);
        }
        await app.Services.GetRequiredService<SigningKeys>().RefreshAsync(cancel);
        await app.Services.GetRequiredService<ScopeCatalogue>().RefreshAsync(cancel);
    }

    private static async Task MigrateProtocolAsync(IDbContextFactory<ProtocolDbContext> db, CancellationToken cancel)
    {
        await using var context = await db.CreateDbContextAsync(cancel);
        await context.Database.MigrateAsync(cancel);
    }
}
