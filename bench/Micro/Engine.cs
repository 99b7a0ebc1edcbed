using AuthServer.Protocol;
using AuthServer.Protocol.Clients;
using AuthServer.Protocol.Grants;
using AuthServer.Protocol.Keys;
using AuthServer.Protocol.Outside;
using AuthServer.Protocol.Scopes;
using AuthServer.Protocol.Sessions;
using AuthServer.Protocol.Storage;
using AuthServer.Protocol.Subjects;
using AuthServer.Protocol.Tokens;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Micro;

/// <summary>The engine as <see cref="ProtocolServices"/> wires it, on a SQLite file and a key ring of its own, without a host around it: nothing else allocates meanwhile.</summary>
internal static class Engine
{
    public const string Issuer = "https://auth.example";

    private const string Granted = "openid profile email phone offline_access roles kyc users:read users:write search";

    private static readonly Lazy<ServiceProvider> Services = new(Start);

    /// <summary>Where its files are.</summary>
    public static string Folder { get; } = Directory.CreateTempSubdirectory("micro-").FullName;

    public static T Get<T>()
        where T : notnull => Services.Value.GetRequiredService<T>();

    public static void Add(Client client)
    {
        using var db = Get<IDbContextFactory<ProtocolDbContext>>().CreateDbContext();
        db.Clients.Add(client);
        db.SaveChanges();
    }

    /// <summary>A client with the names and scopes of the marketplace's app.</summary>
    public static Client Client(string id, string authMethod) => new()
    {
        ClientId = id,
        Name = id,
        FirstParty = true,
        AuthMethods = [authMethod],
        GrantTypes = [GrantTypes.AuthorizationCode, GrantTypes.RefreshToken],
        RedirectUris = ["https://client.example/callback"],
        Scopes = ScopeSet.Parse(Granted)!,
    };

    /// <summary>What a refresh is granted with all scopes.</summary>
    public static Approval Approval(string idTokenAlgorithm)
    {
        var client = Client("mobile", AuthMethods.None);
        client.IdTokenAlgorithm = idTokenAlgorithm;
        var now = TimeProvider.System.GetUtcNow();
        var subject = new Subject(Guid.CreateVersion7().ToString(), ["customer"], 3, "stamp", new TokenClaim("kyc", "kyc_status", "none"), new TokenClaim("kyc", "kyc_level", "none"));
        var grant = new Grant
        {
            Id = Guid.CreateVersion7(),
            SessionId = Guid.CreateVersion7(),
            Subject = subject.Id,
            ClientId = client.ClientId,
            Scopes = client.Scopes,
            AuthTime = now,
            Acr = AcrValues.SingleFactor,
            Amr = "pin",
            CreatedAt = now,
            ExpiresAt = now.AddDays(90),
        };
        return new Approval(client, client.Scopes, new TokenWrite.Rotate(0)) { Subject = subject, Grant = grant };
    }

    private static ServiceProvider Start()
    {
        var services = new ServiceCollection().AddLogging();
        services.AddOptions<ProtocolOptions>().Configure(options => (options.Issuer, options.KeyRingFile) = (Issuer, Path.Combine(Folder, "ring")));
        services.AddSingleton<ISubjects, Nobody>();
        services.AddSingleton<IClientSites, Nowhere>();
        var provider = services.AddProtocol($"Data Source={Path.Combine(Folder, "auth.db")}", createKeyRing: true).BuildServiceProvider();
        PrepareAsync(provider).GetAwaiter().GetResult();
        return provider;
    }

    private static async Task PrepareAsync(ServiceProvider provider)
    {
        await using var db = await provider.GetRequiredService<IDbContextFactory<ProtocolDbContext>>().CreateDbContextAsync();
        await db.Database.MigrateAsync();
        db.Resources.Add(new Resource
        {
            Name = "resource-api",
            DisplayName = "Marketplace",
            Scopes = [.. Granted.Split(' ').Where(IsOfResource).Select(name => new Scope { Name = name, Description = name, ResourceName = "resource-api" })],
        });
        db.Scopes.AddRange(Granted.Split(' ').Where(name => !IsOfResource(name)).Select(name => new Scope { Name = name, Description = name }));
        await db.SaveChangesAsync();
        await provider.GetRequiredService<SigningKeys>().RefreshAsync(CancellationToken.None);
        provider.GetRequiredService<ScopeCatalogue>().Refresh();
    }

    private static bool IsOfResource(string scope) => scope.StartsWith("users:", StringComparison.Ordinal) || scope == "search";
}
