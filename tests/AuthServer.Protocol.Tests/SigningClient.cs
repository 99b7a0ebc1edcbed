using System.Text.Json.Nodes;
using AuthServer.Protocol.Clients;
using AuthServer.Protocol.Scopes;
using Testing.Jwt;

namespace AuthServer.Protocol.Tests;

/// <summary>A client that signs: assertions and request objects, with the first of its keys.</summary>
public sealed class SigningClient(string id, TimeProvider clock, string algorithm = "ES256") : IDisposable
{
    public const string Callback = "https://signer.example/cb";
    public const string AssertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private int _count;

    public string Id => id;

    public JwtKey Key { get; } = new("first", algorithm);

    public JwtKey OtherKey { get; } = new("second", algorithm);

    /// <summary>Registers it, with its keys inline unless <paramref name="change"/> says otherwise.</summary>
    public async Task<SigningClient> AddToAsync(Server server, Action<Client>? change = null)
    {
        var client = new Client
        {
            ClientId = id,
            Name = id,
            FirstParty = true,
            RequirePkce = false,
            AuthMethods = [AuthMethods.PrivateKeyJwt],
            GrantTypes = [GrantTypes.ClientCredentials, GrantTypes.AuthorizationCode, GrantTypes.RefreshToken],
            RedirectUris = [Callback],
            Scopes = ScopeSet.Parse("openid profile email offline_access search")!,
            Jwks = JwtKey.Set(Key, OtherKey),
        };
        change?.Invoke(client);
        await server.AddClientAsync(client);
        return this;
    }

    /// <summary>An assertion that is good once.</summary>
    public string Assertion(Action<JsonObject>? claims = null, Action<JsonObject>? header = null, JwtKey? key = null) => Sign(key, header, claims, new JsonObject
    {
        ["iss"] = id,
        ["sub"] = id,
        ["aud"] = AuthServerHost.Issuer,
        ["jti"] = $"jti-{Interlocked.Increment(ref _count)}",
        ["iat"] = Now(),
        ["exp"] = Now() + 60,
    });

    /// <summary>A request object for a code.</summary>
    public string RequestObject(Action<JsonObject>? claims = null, Action<JsonObject>? header = null, JwtKey? key = null) => Sign(key, header, claims, new JsonObject
    {
        ["iss"] = id,
        ["aud"] = AuthServerHost.Issuer,
        ["exp"] = Now() + 300,
        ["nbf"] = Now(),
        ["client_id"] = id,
        ["redirect_uri"] = Callback,
        ["response_type"] = "code",
        ["scope"] = "openid profile",
        ["state"] = "signed-state",
        ["nonce"] = "signed-nonce",
    });

    /// <summary>Seconds from now on the server's clock.</summary>
    public long Now(int more = 0) => clock.GetUtcNow().ToUnixTimeSeconds() + more;

    /// <summary>Asks for a token, with an assertion of its own where none is given.</summary>
    public Task<OAuthAnswer> TokenAsync(Server server, string? assertion = null, params (string, string)[] more) => PostAsync(server, "/connect/token", assertion ?? Assertion(), [("grant_type", "client_credentials"), .. more]);

    public static Task<OAuthAnswer> PostAsync(Server server, string path, string assertion, params (string, string)[] form) =>
        server.OAuth.PostAsync(path, null, null, [.. form, ("client_assertion_type", AssertionType), ("client_assertion", assertion)]);

    public void Dispose()
    {
        Key.Dispose();
        OtherKey.Dispose();
    }

    private string Sign(JwtKey? key, Action<JsonObject>? change, Action<JsonObject>? claims, JsonObject payload)
    {
        claims?.Invoke(payload);
        var header = (key ?? Key).Header();
        change?.Invoke(header);
        return (key ?? Key).Sign(header, payload);
    }
}
