using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ResourceApi.Events;

/// <summary>How a refusal lies in the database.</summary>
internal sealed class RefusalTable : IEntityTypeConfiguration<Refusal>
{
    public void Configure(EntityTypeBuilder<Refusal> builder)
    {
        builder.ToTable("refusals");
        builder.HasKey(refusal => new { refusal.Kind, refusal.Id });
        builder.HasIndex(refusal => refusal.ExpiresAt);
    }
}
