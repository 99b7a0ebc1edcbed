using AuthServer.Protocol.Storage.Migrations;
using Microsoft.EntityFrameworkCore;

namespace AuthServer.Protocol.Storage;

/// <summary>The engine's tables in the host's database, with their own history of migrations.</summary>
public static class ProtocolDatabase
{
    private const string MigrationsTable = "__protocol_migrations";

    /// <summary>Chooses the database provider.</summary>
    public static DbContextOptionsBuilder UseProtocolSqlite(this DbContextOptionsBuilder builder, string connectionString) => builder
        .UseSqlite(connectionString, sqlite => sqlite.MigrationsHistoryTable(MigrationsTable))
        .AddInterceptors(new PragmasOnOpen());

    /// <summary>Runs the migrations that have not run.</summary>
    public static Task MigrateAsync(IServiceProvider services, CancellationToken cancel) => DueMigrations.RunAsync<ProtocolDbContext>(services, MigrationsTable, LastMigration.Id, cancel);
}
