using AuthServer.Protocol.Clients;
using AuthServer.Protocol.Scopes;

namespace AuthServer.Protocol.Tests;

/// <summary>A confidential client of a test's own, as an administrator registers one.</summary>
public sealed class RegisteredClient(Server server, string id, string callback)
{
    public const string Secret = "test-secret-0123456789abcdef0123456789";

    public string Id => id;

    /// <summary>Registers it; what is not set is as for the seeded client <c>web</c>.</summary>
    public static async Task<RegisteredClient> AddAsync(Server server, string id, Action<Client>? set = null, string? callback = null)
    {
        var client = new Client
        {
            ClientId = id, Name = id, RequirePkce = false,
            AuthMethods = [AuthMethods.ClientSecretBasic],
            GrantTypes = [GrantTypes.AuthorizationCode, GrantTypes.RefreshToken],
            RedirectUris = [callback ?? $"https://{id}.example.com/cb"],
            Scopes = ScopeSet.Parse("openid profile email offline_access users:read")!,
            Secrets = [ClientSecret.Of(Secret)],
        };
        set?.Invoke(client);
        await server.AddClientAsync(client);
        return new RegisteredClient(server, id, client.RedirectUris[0]);
    }

    /// <summary>An authorization request of the client, in a browser in which somebody is signed in or will sign in.</summary>
    public Task<Dictionary<string, string>> AuthorizeAsync(Browser browser, params IEnumerable<(string Name, string? Value)> changes) =>
        OAuth.SignInAsync(browser, [("client_id", id), ("redirect_uri", callback), .. changes]);

    /// <summary>Tokens of Alice, through login, consent and code.</summary>
    public async Task<OAuthAnswer> TokensAsync(params IEnumerable<(string Name, string? Value)> changes)
    {
        using var browser = await server.SignedInAsync();
        var code = (await AuthorizeAsync(browser, changes))["code"];
        return Expect.Tokens(await PostAsync("/connect/token", ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", callback)));
    }

    /// <summary>A request that the client authenticates.</summary>
    public Task<OAuthAnswer> PostAsync(string path, params IEnumerable<(string Name, string Value)> form) => server.OAuth.PostAsync(path, id, Secret, form);

    public Task<OAuthAnswer> RefreshAsync(string token) => PostAsync("/connect/token", ("grant_type", "refresh_token"), ("refresh_token", token));
}
