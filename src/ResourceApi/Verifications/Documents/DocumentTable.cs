using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ResourceApi.Verifications.Documents;

/// <summary>How a document lies in the database.</summary>
internal sealed class DocumentTable : IEntityTypeConfiguration<Document>
{
    public void Configure(EntityTypeBuilder<Document> builder)
    {
        builder.ToTable("verification_documents");
        builder.HasKey(document => document.Id);
        builder.Property(document => document.Id).ValueGeneratedNever();
        builder.Property(document => document.Side).HasConversion<string>().HasMaxLength(8);
        builder.HasIndex(document => new { document.VerificationId, document.Number }).IsUnique();
        builder.HasIndex(document => document.File).IsUnique();
        builder.HasIndex(document => document.RingKey);
    }
}
