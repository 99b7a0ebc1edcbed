using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ResourceApi.People;

/// <summary>How a mark lies in the database.</summary>
internal sealed class SyncMarkTable : IEntityTypeConfiguration<SyncMark>
{
    public void Configure(EntityTypeBuilder<SyncMark> builder)
    {
        builder.ToTable("sync_marks");
        builder.HasKey(mark => mark.Name);
    }
}
