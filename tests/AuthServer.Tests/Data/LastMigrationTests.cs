using AuthServer.Data;
using AuthServer.Protocol.Storage;
using Microsoft.EntityFrameworkCore;

namespace AuthServer.Tests.Data;

public sealed class LastMigrationTests(SharedHost shared) : IClassFixture<SharedHost>
{
    [Fact]
    public async Task Start_looks_for_the_last_migration_of_the_accounts() => Assert.Equal(await shared.Host.ReadAsync(db => Task.FromResult(db.Database.GetMigrations().Last())), LastOf<AccountsDbContext>());

    [Fact]
    public async Task Start_looks_for_the_last_migration_of_the_engine()
    {
        await using var db = await HostTables.EngineAsync(shared.Host);
        Assert.Equal(db.Database.GetMigrations().Last(), LastOf<ProtocolDbContext>());
    }

    [Fact]
    public async Task Database_that_lacks_a_migration_is_migrated()
    {
        await using var db = await HostTables.EngineAsync(shared.Host);
        var (history, last) = ("__protocol_migrations", LastOf<ProtocolDbContext>());
        var before = db.Database.GetMigrations().Reverse().ElementAt(1);
        await db.Database.MigrateAsync(before, TestContext.Current.CancellationToken);
        await DueMigrations.RunAsync<ProtocolDbContext>(shared.Host.Services, history, last, TestContext.Current.CancellationToken);
        Assert.Equal(last, (await db.Database.GetAppliedMigrationsAsync(TestContext.Current.CancellationToken)).Last());
    }

    private static string LastOf<TContext>() =>
        (string)typeof(TContext).Assembly.GetType($"{typeof(TContext).Namespace}.Migrations.LastMigration", throwOnError: true)!.GetField("Id")!.GetRawConstantValue()!;
}
