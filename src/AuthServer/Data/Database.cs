using Microsoft.Data.Sqlite;

namespace AuthServer.Data;

/// <summary>Where the server keeps its data.</summary>
internal static class Database
{
    /// <summary>Whether there is no database yet.</summary>
    public static bool IsNew(string connectionString) => !File.Exists(new SqliteConnectionStringBuilder(connectionString).DataSource);

    /// <summary><c>ConnectionStrings:Auth</c>, with its folder made.</summary>
    public static string ConnectionString(IConfiguration configuration)
    {
        var text = configuration.GetConnectionString("Auth") ?? throw new InvalidOperationException("ConnectionStrings:Auth is missing; for SQLite: Data Source=data/auth.db");
        var file = new SqliteConnectionStringBuilder(text).DataSource;
        if (Path.GetDirectoryName(Path.GetFullPath(file)) is { } folder) Directory.CreateDirectory(folder);
        return text;
    }
}
