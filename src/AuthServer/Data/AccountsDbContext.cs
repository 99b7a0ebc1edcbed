using AuthServer.Audit;
using AuthServer.Credentials;
using AuthServer.Devices;
using AuthServer.Messaging.Outbox;
using AuthServer.Protocol.Storage;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace AuthServer.Data;

/// <summary>The accounts' tables, in the same database as the engine's but with migrations of their own.</summary>
/// <remarks>Identity reads the version of its tables from the host's options (<see cref="AccountsDatabase.Identity"/>); <see cref="AccountsDesignTime"/> gives them to tools.</remarks>
public sealed class AccountsDbContext(DbContextOptions<AccountsDbContext> options) : IdentityDbContext<User, Role, Guid>(options)
{
    /// <summary>The table that says which migrations have run.</summary>
    public const string MigrationsTable = "__accounts_migrations";

    /// <summary>PINs.</summary>
    public DbSet<PinCredential> Pins => Set<PinCredential>();

    /// <summary>Guesses at PINs and passwords. Written by <see cref="Credentials.GuessBudget"/> only.</summary>
    public DbSet<GuessCount> Guesses => Set<GuessCount>();

    /// <summary>Codes that were sent and not used. Written by <see cref="Credentials.OneTimeCodes"/> only.</summary>
    public DbSet<OneTimeCode> OneTimeCodes => Set<OneTimeCode>();

    /// <summary>Messages sent to a number or address. Written by <see cref="Credentials.SendBudget"/> only.</summary>
    public DbSet<SendCount> Sends => Set<SendCount>();

    /// <summary>Counts over many accounts. Written by <see cref="Credentials.Throttles"/> only.</summary>
    public DbSet<ThrottleCount> Throttles => Set<ThrottleCount>();

    /// <summary>What is done after the answer. Written by <see cref="OutboxStore"/> only.</summary>
    public DbSet<OutboxItem> Outbox => Set<OutboxItem>();

    /// <summary>What happened. Written by <see cref="AuditLog"/> only; the database refuses to change it.</summary>
    public DbSet<AuditEntry> Audit => Set<AuditEntry>();

    /// <summary>Apps that accounts know.</summary>
    public DbSet<Device> Devices => Set<Device>();

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) => configurationBuilder.UseStorageConventions();

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        IdentityTables.Configure(builder);
        builder.Entity<PinCredential>(e =>
        {
            e.ToTable("pin_credentials").HasKey(p => p.UserId);
            e.HasOne<User>().WithOne().HasForeignKey<PinCredential>(p => p.UserId);
        });
        builder.Entity<GuessCount>().ToTable("guess_budgets").HasKey(g => g.Key);
        builder.Entity<GuessCount>().HasIndex(g => g.TouchedAt);
        builder.Entity<SendCount>().ToTable("send_budgets").HasKey(s => s.Key);
        builder.Entity<SendCount>().HasIndex(s => s.Sent1);
        builder.Entity<OneTimeCode>(e =>
        {
            e.ToTable("one_time_codes").HasKey(c => c.Id);
            e.Property(c => c.Id).ValueGeneratedNever();
            // One live code a purpose and subject: a new one takes the old one's place.
            e.HasIndex(c => new { c.Purpose, c.Subject }).IsUnique();
            e.HasIndex(c => c.ExpiresAt);
        });
        builder.Entity<ThrottleCount>().ToTable("throttles").HasKey(t => t.Key);
        builder.Entity<ThrottleCount>().HasIndex(t => t.EndsAt);
        builder.Entity<OutboxItem>(e =>
        {
            e.ToTable("outbox").HasKey(o => o.Id);
            e.Property(o => o.Id).ValueGeneratedNever();
            e.HasIndex(o => new { o.Kind, o.DueAt });
        });
        builder.Entity<AuditEntry>(e =>
        {
            e.ToTable("audit").HasKey(a => a.Id);
            e.Property(a => a.Id).ValueGeneratedNever();
            e.HasIndex(a => a.At);
            e.HasIndex(a => new { a.Subject, a.At });
        });
        builder.Entity<Device>(e =>
        {
            e.ToTable("devices").HasKey(d => d.Id);
            e.Property(d => d.Id).ValueGeneratedNever();
            e.HasIndex(d => new { d.UserId, d.Hash }).IsUnique();
            e.HasOne<User>().WithMany().HasForeignKey(d => d.UserId);
        });
        builder.UseSnakeCaseColumns();
    }
}
