using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ResourceApi.Limits;

/// <summary>How a count lies in the database.</summary>
internal sealed class BudgetTable : IEntityTypeConfiguration<BudgetCount>
{
    public void Configure(EntityTypeBuilder<BudgetCount> builder)
    {
        builder.ToTable("budgets");
        builder.HasKey(count => count.Key);
        builder.HasIndex(count => count.EndsAt);
    }
}
