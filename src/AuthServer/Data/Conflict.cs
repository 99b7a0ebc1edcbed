using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace AuthServer.Data;

/// <summary>Tells which unique index a write met.</summary>
internal static class Conflict
{
    private const int SqliteConstraintUnique = 2067;

    /// <summary>The column whose uniqueness refused the write, as the database names it; null where it failed for another reason.</summary>
    public static string? ColumnOf(DbUpdateException exception)
    {
        if (exception.InnerException is not SqliteException { SqliteExtendedErrorCode: SqliteConstraintUnique } sqlite) return null;
        // "SQLite Error 19: 'UNIQUE constraint failed: users.phone_number'."
        var end = sqlite.Message.LastIndexOf('\'');
        var dot = sqlite.Message.LastIndexOf('.', Math.Max(end, 0));
        return end > dot && dot > 0 ? sqlite.Message[(dot + 1)..end] : null;
    }
}
