using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ResourceApi.People;

/// <summary>How a person lies in the database.</summary>
internal sealed class PersonTable : IEntityTypeConfiguration<Person>
{
    public void Configure(EntityTypeBuilder<Person> builder)
    {
        builder.ToTable("people");
        builder.HasKey(person => person.Id);
        // Not unique: the authorization server keeps numbers apart, and its news of two changes may come in either order.
        builder.HasIndex(person => person.PhoneNumber);
        builder.HasIndex(person => person.OldTokensDeadAt);
    }
}
