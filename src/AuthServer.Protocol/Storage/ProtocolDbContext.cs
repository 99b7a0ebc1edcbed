using AuthServer.Protocol.Clients;
using AuthServer.Protocol.Consents;
using AuthServer.Protocol.Device;
using AuthServer.Protocol.Events;
using AuthServer.Protocol.Grants;
using AuthServer.Protocol.Keys;
using AuthServer.Protocol.Logout;
using AuthServer.Protocol.Registration;
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

    /// <summary>Where they stand. For reading.</summary>
    public DbSet<GrantState> GrantStates => Set<GrantState>();

    /// <summary>Access tokens revoked before their end. For reading.</summary>
    public DbSet<RevokedToken> RevokedTokens => Set<RevokedToken>();

    /// <summary>The outbox of events for resource APIs.</summary>
    public DbSet<SecurityEvent> SecurityEvents => Set<SecurityEvent>();

    /// <summary>How far each receiver is.</summary>
    public DbSet<EventCursor> EventCursors => Set<EventCursor>();

    /// <summary>Values that were good once. For reading.</summary>
    public DbSet<UsedToken> UsedTokens => Set<UsedToken>();

    /// <summary>Which clients hear of the end of which session. For reading.</summary>
    public DbSet<SessionClient> SessionClients => Set<SessionClient>();

    /// <summary>Logout tokens on their way. For reading.</summary>
    public DbSet<LogoutDelivery> LogoutDeliveries => Set<LogoutDelivery>();

    /// <summary>Devices that wait for their users. For reading.</summary>
    public DbSet<DeviceRequest> DeviceRequests => Set<DeviceRequest>();

    /// <summary>Who may register clients.</summary>
    public DbSet<InitialAccessToken> InitialAccessTokens => Set<InitialAccessToken>();

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) => configurationBuilder.UseStorageConventions();

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Client>(e =>
        {
            e.ToTable("clients").HasKey(c => c.ClientId);
            e.Property(c => c.Version).IsConcurrencyToken();
            // Clients who registered themselves are many: an administrator finds the others among them.
            e.HasIndex(c => new { c.Origin, c.ClientId });
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
            e.Property(r => r.Version).IsConcurrencyToken();
            e.HasMany(r => r.Scopes).WithOne().HasForeignKey(s => s.ResourceName);
        });
        modelBuilder.Entity<Scope>(e =>
        {
            e.ToTable("scopes").HasKey(s => s.Name);
            e.Property(s => s.Version).IsConcurrencyToken();
        });
        modelBuilder.Entity<InitialAccessToken>(e =>
        {
            e.ToTable("initial_access_tokens").HasKey(t => t.Id);
            e.Property(t => t.Id).ValueGeneratedNever();
            e.HasIndex(t => t.Hash).IsUnique();
        });
        modelBuilder.Entity<StoredKey>(e =>
        {
            e.ToTable("signing_keys").HasKey(k => k.Kid);
            e.HasIndex(k => new { k.Algorithm, k.Generation }).IsUnique();
        });
        modelBuilder.Entity<ProtectionKey>().ToTable("protection_keys").HasKey(k => k.Name);
        modelBuilder.Entity<Consent>(e =>
        {
            e.ToTable("consents").HasKey(c => new { c.Subject, c.ClientId });
            e.HasIndex(c => c.ClientId);
        });
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
            // Found by session when that ends.
            e.HasIndex(g => g.SessionId);
            // Found by client when that is deleted.
            e.HasIndex(g => g.ClientId);
            // Few have any, and userinfo asks of every token (decision 24).
            e.HasIndex(g => g.Id).HasFilter("claims IS NOT NULL").HasDatabaseName(SqliteGrants.WithClaims);
            e.HasOne(g => g.State).WithOne().HasForeignKey<GrantState>(s => s.Id);
        });
        // No index holds a column that a refresh changes: rotation touches the row alone.
        modelBuilder.Entity<GrantState>(e =>
        {
            e.ToTable("grant_states").HasKey(s => s.Id);
            e.Property(s => s.Id).ValueGeneratedNever();
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
        modelBuilder.Entity<UsedToken>(e =>
        {
            e.ToTable("used_tokens").HasKey(t => t.Key);
            e.HasIndex(t => t.ExpiresAt);
        });
        modelBuilder.Entity<SessionClient>(e =>
        {
            e.ToTable("session_clients").HasKey(c => new { c.SessionId, c.ClientId });
            e.HasIndex(c => c.ClientId);
        });
        modelBuilder.Entity<LogoutDelivery>(e =>
        {
            e.ToTable("logout_deliveries").HasKey(d => d.Id);
            e.Property(d => d.Id).ValueGeneratedNever();
            e.HasIndex(d => d.NextAt);
        });
        modelBuilder.Entity<DeviceRequest>(e =>
        {
            e.ToTable("device_requests").HasKey(d => d.Id);
            e.Property(d => d.Id).ValueGeneratedNever();
            e.HasIndex(d => d.UserCode).IsUnique();
            e.HasIndex(d => d.ExpiresAt);
            // Those that wait are counted before one is added.
            e.HasIndex(d => new { d.ClientId, d.ExpiresAt, d.Address });
        });
        modelBuilder.Entity<EventCursor>().ToTable("event_cursors").HasKey(c => c.Receiver);
    }
}
