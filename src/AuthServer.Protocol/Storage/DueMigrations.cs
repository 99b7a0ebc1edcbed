using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AuthServer.Protocol.Storage;

/// <summary>Brings tables up to date. That they are is told by one row, so that an ordinary start needs neither EF Core nor its model.</summary>
public static class DueMigrations
{
    /// <summary>Runs the migrations that have not run.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="history">The table that says which have.</param>
    /// <param name="last">The last one that this program knows. EF Core writes a migration's row behind its changes, and one migration after the other: who finds it finds all.</param>
    /// <param name="cancel">Stops it.</param>
    public static async Task RunAsync<TContext>(IServiceProvider services, string history, string last, CancellationToken cancel) where TContext : DbContext
    {
        if (services.GetRequiredService<SqliteReaders>().Read(s => HasRun(s, history, last))) return;
        await using var db = await services.GetRequiredService<IDbContextFactory<TContext>>().CreateDbContextAsync(cancel);
        await db.Database.MigrateAsync(cancel);
    }

    private static bool HasRun(SqliteStatements s, string history, string migration) =>
        s.First("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = @table", _ => true, ("@table", history))
        && s.First($"SELECT 1 FROM {history} WHERE MigrationId = @id", _ => true, ("@id", migration));
}
