using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ResourceApi.Audit;

/// <summary>How the audit lies in the database.</summary>
internal sealed class AuditTable : IEntityTypeConfiguration<AuditRow>
{
    /// <summary>The database itself refuses to change a row. Run by the migration.</summary>
    public const string AppendOnly = """
        CREATE TRIGGER audit_is_append_only BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit rows are not changed'); END;
        """;

    public void Configure(EntityTypeBuilder<AuditRow> builder)
    {
        builder.ToTable("audit");
        builder.HasKey(row => row.Sequence);
        builder.HasIndex(row => row.At);
        builder.HasIndex(row => new { row.Subject, row.At });
    }
}
