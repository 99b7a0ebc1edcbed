using System.Data.Common;

namespace AuthServer.Data;

/// <summary>Reads columns as every table stores them.</summary>
internal static class Row
{
    /// <summary>An identifier: 16 bytes.</summary>
    public static Guid Id(this DbDataReader row, int column) => new(row.GetFieldValue<byte[]>(column), bigEndian: true);

    /// <summary>A time: Unix milliseconds.</summary>
    public static DateTimeOffset Time(this DbDataReader row, int column) => DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(column));

    /// <summary>A time that may be missing.</summary>
    public static DateTimeOffset? TimeOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.Time(column);

    /// <summary>A text that may be missing.</summary>
    public static string? TextOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
