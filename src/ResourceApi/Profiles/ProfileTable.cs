using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ResourceApi.Profiles;

/// <summary>How a profile lies in the database.</summary>
internal sealed class ProfileTable : IEntityTypeConfiguration<Profile>
{
    public void Configure(EntityTypeBuilder<Profile> builder)
    {
        builder.ToTable("profiles");
        builder.HasKey(profile => profile.Id);
        builder.Property(profile => profile.Version).IsConcurrencyToken();
        builder.Property(profile => profile.Bio).HasMaxLength(ProfileRules.BioLength);
        builder.Property(profile => profile.Availability).HasConversion<string>().HasMaxLength(16);
        builder.Property(profile => profile.Image).HasMaxLength(32);
        builder.HasIndex(profile => profile.Image);
        builder.ComplexProperty(profile => profile.Address);
        builder.PrimitiveCollection(profile => profile.Skills).HasMaxLength(8192);
        builder.PrimitiveCollection(profile => profile.Languages).HasMaxLength(2048);
    }
}
