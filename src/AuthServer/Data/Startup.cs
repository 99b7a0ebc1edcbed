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
        app.Lifetime.ApplicationStarted.Register(() => _ = SpareMemory.GiveBackSoonAsync(app.Lifetime.ApplicationStopping));
        var cancel = app.Lifetime.ApplicationStopping;
        var services = app.Services;
        // Both contexts' migrations take the same lock, one after the other; what follows them runs side by side: hashes and a new RSA key take their time.
        var texts = Task.Run(services.GetRequiredService<MessageTemplates>, cancel);
        await ProtocolDatabase.MigrateAsync(services, cancel);
        var engine = Task.Run(() => PrepareEngineAsync(app, cancel), cancel);
        await AccountsDatabase.MigrateAsync(services, cancel);
        if (app.Environment.IsDevelopment()) await UserSeeds.RunAsync(services, cancel);
        await engine;
        await texts;
    }

    private static async Task PrepareEngineAsync(WebApplication app, CancellationToken cancel)
    {
        var (readers, db) = (app.Services.GetRequiredService<SqliteReaders>(), app.Services.GetRequiredService<IDbContextFactory<ProtocolDbContext>>());
        await Catalogue.SeedAsync(readers, db, app.Services.GetRequiredService<IOptions<ProtocolOptions>>().Value.ResourceUris, cancel);
        if (app.Environment.IsDevelopment())
        {
            await ClientSeeds.SeedAsync(readers, db, cancel);
            await RegistrationTokenSeeds.SeedAsync(readers, db, app.Services.GetRequiredService<TimeProvider>(), cancel);
        }
        await app.Services.GetRequiredService<SigningKeys>().RefreshAsync(cancel);
        app.Services.GetRequiredService<ScopeCatalogue>().Refresh();
        app.Services.MakeFirstProtectionKey();
    }
}
