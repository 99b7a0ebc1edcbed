using AuthServer.Data.Migrations;
using AuthServer.Protocol.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace AuthServer.Data;

/// <summary>Registers and migrates the accounts' tables.</summary>
public static class AccountsDatabase
{
    /// <summary>Registers the context, pooled.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="connectionString">The engine's database.</param>
    public static IServiceCollection AddAccountsDatabase(this IServiceCollection services, string connectionString)
    {
        services.Configure<IdentityOptions>(Identity);
        services.AddLateContexts<AccountsDbContext>(options => Use(options, connectionString));
        return services;
    }

    /// <summary>Runs the migrations that have not run.</summary>
    public static Task MigrateAsync(IServiceProvider services, CancellationToken cancel) => DueMigrations.RunAsync<AccountsDbContext>(services, AccountsDbContext.MigrationsTable, LastMigration.Id, cancel);

    /// <summary>The version of Identity's tables: the one with passkeys.</summary>
    internal static void Identity(IdentityOptions identity) => identity.Stores.SchemaVersion = IdentitySchemaVersions.Version3;

    internal static void Use(DbContextOptionsBuilder options, string connectionString) => options
        .UseSqlite(connectionString, sqlite => sqlite.MigrationsHistoryTable(AccountsDbContext.MigrationsTable))
        .AddInterceptors(new PragmasOnOpen());
}
