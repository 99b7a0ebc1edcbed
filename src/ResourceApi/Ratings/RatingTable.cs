using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ResourceApi.Ratings;

/// <summary>How a rating lies in the database.</summary>
internal sealed class RatingTable : IEntityTypeConfiguration<Rating>
{
    public void Configure(EntityTypeBuilder<Rating> builder)
    {
        builder.ToTable("ratings");
        builder.HasKey(rating => rating.Id);
        builder.Property(rating => rating.Id).ValueGeneratedNever();
        builder.Property(rating => rating.Comment).HasMaxLength(RatingInput.CommentLength);
        builder.HasIndex(rating => new { rating.Rater, rating.Ratee, rating.BookingId }).IsUnique();
        builder.HasIndex(rating => new { rating.Ratee, rating.Role, rating.Id });
    }
}
