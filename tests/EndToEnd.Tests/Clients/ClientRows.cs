using AuthServer.Protocol;
using AuthServer.Protocol.Clients;
using AuthServer.Protocol.Scopes;
using AuthServer.Protocol.Storage;
using Microsoft.EntityFrameworkCore;

namespace EndToEnd.Clients;

/// <summary>Clients of one test alone: the seeded ones have fixed ports, and consent to them is remembered.</summary>
internal static class ClientRows
{
    public const string Secret = "secret-of-a-test-0123456789abcdef01234567";

    /// <summary>A client like <c>web</c>: confidential, third party, code and refresh, every identity scope.</summary>
    /// <param name="id">The client id, which no other test has.</param>
    /// <param name="name">The name on the pages.</param>
    /// <param name="redirectUri">The redirect URI.</param>
    /// <param name="postLogoutRedirectUri">Where logout may lead, if anywhere.</param>
    /// <param name="authMethods">How it may authenticate; <c>none</c> makes it public.</param>
    public static Client ThirdParty(string id, string name, string redirectUri, string? postLogoutRedirectUri, params IEnumerable<string> authMethods)
    {
        var client = new Client
        {
            ClientId = id,
            Name = name,
            AuthMethods = [.. authMethods],
            GrantTypes = [GrantTypes.AuthorizationCode, GrantTypes.RefreshToken],
            RedirectUris = [redirectUri],
            PostLogoutRedirectUris = postLogoutRedirectUri is null ? [] : [postLogoutRedirectUri],
            Scopes = ScopeSet.Parse("openid profile email phone address offline_access users:read")!,
        };
        if (!client.IsPublic) client.Secrets.Add(ClientSecret.Of(Secret));
        return client;
    }

    /// <summary>Registers a client with a server that runs: it reads what it does not know yet.</summary>
    /// <param name="database">The server's database.</param>
    /// <param name="client">The client.</param>
    public static async Task AddAsync(string database, Client client)
    {
        var options = new DbContextOptionsBuilder<ProtocolDbContext>().UseSqlite($"Data Source={database}").AddInterceptors(new PragmasOnOpen()).Options;
        await using var db = new ProtocolDbContext(options);
        db.Clients.Add(client);
        await db.SaveChangesAsync();
    }
}
