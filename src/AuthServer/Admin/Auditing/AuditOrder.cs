using AuthServer.Audit;

namespace AuthServer.Admin.Auditing;

/// <summary>The order in which the audit is read: newest first, rows of one millisecond by their keys.</summary>
internal static class AuditOrder
{
    /// <summary>The rows after one, or from the newest on.</summary>
    public static IQueryable<AuditEntry> After(IQueryable<AuditEntry> rows, DateTimeOffset? at, Guid? id)
    {
        if (at is { } time && id is { } key) rows = rows.Where(row => row.At < time || (row.At == time && row.Id.CompareTo(key) < 0));
        return rows.OrderByDescending(row => row.At).ThenByDescending(row => row.Id);
    }
}
