using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ResourceApi.Verifications;

/// <summary>How a verification lies in the database.</summary>
internal sealed class VerificationTable : IEntityTypeConfiguration<Verification>
{
    public const int ReasonLength = 500;

    public void Configure(EntityTypeBuilder<Verification> builder)
    {
        builder.ToTable("verifications");
        builder.HasKey(verification => verification.Id);
        builder.Property(verification => verification.Id).ValueGeneratedNever();
        builder.Property(verification => verification.Type).HasConversion<string>().HasMaxLength(16);
        builder.Property(verification => verification.Status).HasConversion<string>().HasMaxLength(16);
        builder.Property(verification => verification.Level).HasConversion<string>().HasMaxLength(16);
        builder.Property(verification => verification.RejectionCode).HasConversion<string>().HasMaxLength(32);
        builder.Property(verification => verification.RejectionReason).HasMaxLength(ReasonLength);
        // Whatever a node believes, the database takes one open verification of a user and type.
        builder.HasIndex(verification => new { verification.UserId, verification.Type }, "ux_verifications_open").IsUnique().HasFilter("status IN ('Pending', 'InProgress')");
        builder.HasIndex(verification => new { verification.UserId, verification.Id });
        builder.HasIndex(verification => new { verification.Status, verification.Id });
        builder.HasIndex(verification => verification.ExpiresAt);
        builder.HasIndex(verification => verification.DeclarationKey);
        builder.HasMany(verification => verification.Documents).WithOne().HasForeignKey(document => document.VerificationId).OnDelete(DeleteBehavior.Cascade);
    }
}
