using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using ResourceApi.Audit;
using ResourceApi.Events;
using ResourceApi.Idempotency;
using ResourceApi.Limits;
using ResourceApi.Outbox;
using ResourceApi.People;
using ResourceApi.Profiles;
using ResourceApi.Ratings;
using ResourceApi.Roles;
using ResourceApi.Verifications;
using ResourceApi.Verifications.Documents;
using ResourceApi.Verifications.Webhooks;

namespace ResourceApi.Data;

/// <summary>The API's own database; it shares nothing with the authorization server's.</summary>
public sealed class ApiDbContext(DbContextOptions<ApiDbContext> options) : DbContext(options)
{
    public DbSet<Profile> Profiles => Set<Profile>();

    public DbSet<Refusal> Refusals => Set<Refusal>();

    /// <summary>The authorization server's users, as it last told of them.</summary>
    public DbSet<Person> People => Set<Person>();

    /// <summary>Changes of users' types.</summary>
    public DbSet<RoleChange> RoleChanges => Set<RoleChange>();

    /// <summary>How far news was asked for.</summary>
    public DbSet<SyncMark> SyncMarks => Set<SyncMark>();

    /// <summary>Answers that repeated requests get.</summary>
    public DbSet<KeptAnswer> KeptAnswers => Set<KeptAnswer>();

    /// <summary>What the authorization server has yet to be told. Written by <see cref="ApiOutbox"/> only.</summary>
    public DbSet<OutboxItem> Outbox => Set<OutboxItem>();

    /// <summary>What happened. Written by <see cref="AuditTrail"/> only; the database refuses to change it.</summary>
    public DbSet<AuditRow> Audit => Set<AuditRow>();

    /// <summary>How often things were done. Written by <see cref="Limits.Budgets"/> only.</summary>
    public DbSet<BudgetCount> Budgets => Set<BudgetCount>();

    /// <summary>Submissions. Their state is changed by <see cref="Decisions"/> only.</summary>
    public DbSet<Verification> Verifications => Set<Verification>();

    public DbSet<Document> Documents => Set<Document>();

    /// <summary>The events of providers that have been taken.</summary>
    public DbSet<WebhookEvent> WebhookEvents => Set<WebhookEvent>();
    public DbSet<Rating> Ratings => Set<Rating>();

    /// <summary>Sums of <see cref="Ratings"/>, written with them.</summary>
    public DbSet<RatingTotal> RatingTotals => Set<RatingTotal>();

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
        modelBuilder.ApplyConfiguration(new PersonTable());
        modelBuilder.ApplyConfiguration(new SyncMarkTable());
        modelBuilder.ApplyConfiguration(new RoleChangeTable());
        modelBuilder.ApplyConfiguration(new KeptAnswerTable());
        modelBuilder.ApplyConfiguration(new OutboxTable());
        modelBuilder.ApplyConfiguration(new AuditTable());
        modelBuilder.ApplyConfiguration(new BudgetTable());
        modelBuilder.ApplyConfiguration(new VerificationTable());
        modelBuilder.ApplyConfiguration(new DocumentTable());
        modelBuilder.ApplyConfiguration(new WebhookEventTable());
        modelBuilder.ApplyConfiguration(new RatingTable());
        modelBuilder.ApplyConfiguration(new RatingTotalTable());
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
