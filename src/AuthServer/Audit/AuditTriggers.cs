namespace AuthServer.Audit;

/// <summary>The database itself keeps the audit: no row is ever changed, and none is deleted in its first 30 days, by its own clock, whatever a program or a person tries.</summary>
internal static class AuditTriggers
{
    /// <summary>Makes the triggers.</summary>
    public const string Create = """
        CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'The audit is append-only.'); END;
        CREATE TRIGGER audit_is_not_deleted BEFORE DELETE ON audit WHEN OLD.at > (unixepoch() - 2592000) * 1000 BEGIN SELECT RAISE(ABORT, 'The audit is append-only.'); END;
        """;

    /// <summary>Removes them.</summary>
    public const string Drop = "DROP TRIGGER audit_is_not_changed; DROP TRIGGER audit_is_not_deleted;";
}
