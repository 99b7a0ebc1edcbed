using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ResourceApi.Outbox;

/// <summary>How the outbox lies in the database.</summary>
internal sealed class OutboxTable : IEntityTypeConfiguration<OutboxItem>
{
    public void Configure(EntityTypeBuilder<OutboxItem> builder)
    {
        builder.ToTable("outbox");
        builder.HasKey(item => item.Sequence);
        // Text of our own making, as long as it has to be.
        builder.Property(item => item.Content).HasMaxLength(65536);
        builder.HasIndex(item => new { item.Subject, item.Sequence });
    }
}
