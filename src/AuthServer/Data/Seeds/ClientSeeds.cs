using AuthServer.Protocol;
using AuthServer.Protocol.Clients;
using AuthServer.Protocol.Keys;
using AuthServer.Protocol.Scopes;
using AuthServer.Protocol.Storage;
using Microsoft.EntityFrameworkCore;

namespace AuthServer.Data.Seeds;

/// <summary>The clients of Development. Their secrets are public: nothing calls this in another environment.</summary>
internal static class ClientSeeds
{
    private const string Identity = "openid profile email phone address offline_access roles";
    private const string UserScopes = "users:read users:write verifications:submit verifications:review search";

    public static async Task SeedAsync(SqliteReaders readers, IDbContextFactory<ProtocolDbContext> db, CancellationToken cancel)
    {
        if (readers.Read(s => s.HasAll("clients", "client_id", Clients().Select(c => c.ClientId)))) return;
        await using var context = await db.CreateDbContextAsync(cancel);
        var known = await context.Clients.Select(c => c.ClientId).ToHashSetAsync(cancel);
        context.Clients.AddRange(Clients().Where(c => !known.Contains(c.ClientId)));
        await context.SaveChangesAsync(cancel);
    }

    private static IEnumerable<Client> Clients() =>
    [
        new()
        {
            ClientId = "mobile", Name = "Marketplace app", FirstParty = true, Native = true,
            AuthMethods = [AuthMethods.None],
            GrantTypes = ["urn:authplatform:grant-type:pin", "password", GrantTypes.AuthorizationCode, GrantTypes.RefreshToken],
            RedirectUris = ["com.example.mobile:/callback", "http://127.0.0.1/callback"],
            Scopes = Scopes($"{Identity} {UserScopes} kyc"),
            IdTokenAlgorithm = SigningAlgorithms.ES256,
        },
        new()
        {
            ClientId = "spa", Name = "Marketplace web app", FirstParty = true,
            AuthMethods = [AuthMethods.None],
            GrantTypes = [GrantTypes.AuthorizationCode],
            RedirectUris = ["http://localhost:5173/callback"],
            Scopes = Scopes($"{Identity} {UserScopes} kyc").Without(StandardScopes.OfflineAccess),
            IdTokenAlgorithm = SigningAlgorithms.ES256,
        },
        new()
        {
            ClientId = "web", Name = "Example Web", RequirePkce = false,
            AuthMethods = [AuthMethods.ClientSecretBasic, AuthMethods.ClientSecretPost],
            GrantTypes = [GrantTypes.AuthorizationCode, GrantTypes.RefreshToken],
            RedirectUris = ["http://localhost:5300/signin-oidc"],
            PostLogoutRedirectUris = ["http://localhost:5300/signout-callback-oidc"],
            Scopes = Scopes($"{Identity} users:read users:write search kyc identity_assurance"),
            Secrets = [ClientSecret.Of("web-secret-0123456789abcdef0123456789")],
        },
        new()
        {
            ClientId = "partner", Name = "Partner Portal",
            AuthMethods = [AuthMethods.ClientSecretBasic],
            GrantTypes = [GrantTypes.AuthorizationCode, GrantTypes.RefreshToken],
            RedirectUris = ["http://localhost:5301/callback"],
            Scopes = Scopes($"{Identity} users:read search"),
            Secrets = [ClientSecret.Of("partner-secret-0123456789abcdef01234567")],
        },
        new()
        {
            ClientId = "worker", Name = "Nightly worker", FirstParty = true,
            AuthMethods = [AuthMethods.ClientSecretBasic, AuthMethods.ClientSecretPost],
            GrantTypes = [GrantTypes.ClientCredentials],
            Scopes = Scopes("search admin"),
            Secrets = [ClientSecret.Of("worker-secret-0123456789abcdef01234567")],
        },
        new()
        {
            ClientId = "tv", Name = "Living-room TV",
            AuthMethods = [AuthMethods.None],
            GrantTypes = [GrantTypes.DeviceCode, GrantTypes.RefreshToken],
            Scopes = Scopes("openid profile offline_access"),
        },
        new()
        {
            ClientId = "resource-api", Name = "Resource API", FirstParty = true,
            AuthMethods = [AuthMethods.ClientSecretBasic, AuthMethods.ClientSecretPost],
            GrantTypes = [GrantTypes.ClientCredentials],
            Scopes = Scopes("admin"),
            Secrets = [ClientSecret.Of("resource-secret-0123456789abcdef012345")],
        },
    ];

    private static ScopeSet Scopes(string scopes) => ScopeSet.Parse(scopes)!;
}
