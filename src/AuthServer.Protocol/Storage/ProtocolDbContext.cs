using AuthServer.Protocol.Clients;
using AuthServer.Protocol.Consents;
using AuthServer.Protocol.Events;
using AuthServer.Protocol.Grants;
using AuthServer.Protocol.Keys;
using AuthServer.Protocol.Scopes;
using AuthServer.Protocol.Sessions;
using AuthServer.Protocol.Tokens;
using Microsoft.EntityFrameworkCore;

namespace AuthServer.Protocol.Storage;

/// <summary>The engine's tables. Grants, sessions and revoked tokens are written through <see cref="ITokenStore"/> only; everything else directly.</summary>
public sealed class ProtocolDbContext(DbContextOptions<ProtocolDbContext> options) : DbContext(options)
{
    /// <summary>Registered clients.</summary>
    public DbSet<Client> Clients => Set<Client>();

    /// <summary>Resource servers.</summary>
    public DbSet<Resource> Resources => Set<Resource>();

    /// <summary>Scopes, with the words of the consent page.</summary>
    public DbSet<Scope> Scopes => Set<Scope>();

    /// <summary>Signing keys, encrypted.</summary>
    public DbSet<StoredKey> SigningKeys => Set<StoredKey>();

    /// <summary>The keys of Data Protection, sealed.</summary>
    public DbSet<ProtectionKey> ProtectionKeys => Set<ProtectionKey>();

    /// <summary>What users allowed which clients.</summary>
    public DbSet<Consent> Consents => Set<Consent>();

    /// <summary>Sign-ins. For reading.</summary>
    public DbSet<Session> Sessions => Set<Session>();

    /// <summary>Token families. For reading.</summary>
    public DbSet<Grant> Grants => Set<Grant>();

    /// <summary>Access tokens revoked before their end. For reading.</summary>
    public DbSet<RevokedToken> RevokedTokens => Set<RevokedToken>();

    /// <summary>The outbox of events for resource APIs.</summary>
    public DbSet<SecurityEvent> SecurityEvents => Set<SecurityEvent>();

    /// <summary>How far each receiver is.</summary>
    public DbSet<EventCursor> EventCursors => Set<EventCursor>();

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) => configurationBuilder.UseStorageConventions();

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Client>(e =>
        {
            e.ToTable("clients").HasKey(c => c.ClientId);
            e.HasMany(c => c.Secrets).WithOne().HasForeignKey("ClientId").IsRequired();
        });
        modelBuilder.Entity<ClientSecret>(e =>
        {
            e.ToTable("client_secrets").HasKey(s => s.Id);
            e.Property(s => s.Id).ValueGeneratedNever();
        });
        modelBuilder.Entity<Resource>(e =>
        {
            e.ToTable("resources").HasKey(r => r.Name);
            e.HasMany(r => r.Scopes).WithOne().HasForeignKey(s => s.ResourceName);
        });
        modelBuilder.Entity<Scope>().ToTable("scopes").HasKey(s => s.Name);
        modelBuilder.Entity<StoredKey>(e =>
        {
            e.ToTable("signing_keys").HasKey(k => k.Kid);
            e.HasIndex(k => new { k.Algorithm, k.Generation }).IsUnique();
        });
        modelBuilder.Entity<ProtectionKey>().ToTable("protection_keys").HasKey(k => k.Name);
        modelBuilder.Entity<Consent>().ToTable("consents").HasKey(c => new { c.Subject, c.ClientId });
        TokenTables(modelBuilder);
        modelBuilder.UseSnakeCaseColumns();
    }

    private static void TokenTables(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Session>(e =>
        {
            e.ToTable("sessions").HasKey(s => s.Id);
            e.Property(s => s.Id).ValueGeneratedNever();
            e.Ignore(s => s.Sid);
            // The live ones of a user are found without passing those that have ended.
            e.HasIndex(s => new { s.Subject, s.EndedAt });
        });
        modelBuilder.Entity<Grant>(e =>
        {
            e.ToTable("grants").HasKey(g => g.Id);
            e.Property(g => g.Id).ValueGeneratedNever();
            // Found by session when that ends. No index holds a column that a refresh changes: rotation touches the row alone.
            e.HasIndex(g => g.SessionId);
        });
        modelBuilder.Entity<RevokedToken>(e =>
        {
            e.ToTable("revoked_tokens").HasKey(t => t.Jti);
            e.HasIndex(t => t.ExpiresAt);
        });
        modelBuilder.Entity<SecurityEvent>(e =>
        {
            e.ToTable("security_events").HasKey(s => s.Sequence);
            e.Property(s => s.Sequence).ValueGeneratedOnAdd();
        });
        modelBuilder.Entity<EventCursor>().ToTable("event_cursors").HasKey(c => c.Receiver);
    }
}
