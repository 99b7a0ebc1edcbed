using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace ResourceApi.Data;

/// <summary>Registers the database: <c>ConnectionStrings:Api</c>, by default a file in <c>data/</c>.</summary>
internal static class DatabaseRegistration
{
    private const string DefaultConnection = "Data Source=data/api.db";

    public static void AddApiDatabase(this IHostApplicationBuilder builder)
    {
        builder.Services.AddPooledDbContextFactory<ApiDbContext>((services, options) =>
        {
            var connection = services.GetRequiredService<IConfiguration>().GetConnectionString("Api") ?? DefaultConnection;
            options.UseSqlite(connection).AddInterceptors(SqlitePragmas.Instance);
        });
        builder.Services.AddSingleton<Writes>();
        builder.Services.AddHostedService<DatabaseStart>();
        builder.Services.AddHealthChecks().AddCheck<DatabaseHealth>("database");
    }

    /// <summary>Makes the folder that the connection's file lies in; SQLite makes the file alone.</summary>
    public static void CreateFolder(string? connection)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(new SqliteConnectionStringBuilder(connection ?? DefaultConnection).DataSource));
        if (folder is not null)
            Directory.CreateDirectory(folder);
    }
}
