using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using ResourceApi.Events;
using ResourceApi.Profiles;

namespace ResourceApi.Data;

/// <summary>The API's own database; it shares nothing with the authorization server's.</summary>
public sealed class ApiDbContext(DbContextOptions<ApiDbContext> options) : DbContext(options)
{
    public DbSet<Profile> Profiles => Set<Profile>();

    public DbSet<Refusal> Refusals => Set<Refusal>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        ArgumentNullException.ThrowIfNull(configurationBuilder);
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UnixMilliseconds>();
        configurationBuilder.Properties<string>().HaveMaxLength(256);
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        modelBuilder.ApplyConfiguration(new ProfileTable());
        modelBuilder.ApplyConfiguration(new RefusalTable());
        foreach (var type in modelBuilder.Model.GetEntityTypes())
        {
            NameColumns(type.GetProperties(), prefix: "");
            foreach (var complex in type.GetComplexProperties())
                NameColumns(complex.ComplexType.GetProperties(), complex.Name);
        }
    }

    private static void NameColumns(IEnumerable<IMutableProperty> properties, string prefix)
    {
        foreach (var property in properties)
            property.SetColumnName(JsonNamingPolicy.SnakeCaseLower.ConvertName(prefix + property.Name));
    }
}
