using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ResourceApi.Ratings;

/// <summary>How the totals lie in the database.</summary>
internal sealed class RatingTotalTable : IEntityTypeConfiguration<RatingTotal>
{
    public void Configure(EntityTypeBuilder<RatingTotal> builder)
    {
        builder.ToTable("rating_totals");
        builder.HasKey(total => new { total.Person, total.Role });
    }
}
