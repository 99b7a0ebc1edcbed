using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AuthServer.Validation.Tests.Support;

/// <summary>An issuer on loopback: discovery, keys, and a pen that writes any token, right or wrong.</summary>
public sealed class TestIssuer : IAsyncDisposable
{
    public const string Audience = "resource-api";

    private readonly WebApplication _host;
    private readonly ConcurrentDictionary<string, ECDsa> _keys = new();
    private int _keyReads;

    private TestIssuer(WebApplication host) => _host = host;

    public string Address { get; private set; } = "";

    /// <summary>What the metadata call the issuer; the own address unless a test lies.</summary>
    public string? ClaimedIssuer { get; set; }

    /// <summary>Makes every answer 500.</summary>
    public bool IsDown { get; set; }

    public int KeyReads => _keyReads;

    public ECDsa Key => _keys["key-1"];

    public static async Task<TestIssuer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var host = builder.Build();
        var issuer = new TestIssuer(host);
        issuer.AddKey("key-1");
        host.MapGet("/.well-known/openid-configuration", () => issuer.Answer(() => new JsonObject
        {
            ["issuer"] = issuer.ClaimedIssuer ?? issuer.Address,
            ["jwks_uri"] = issuer.Address + "/.well-known/jwks",
        }));
        host.MapGet("/.well-known/jwks", () =>
        {
            Interlocked.Increment(ref issuer._keyReads);
            return issuer.Answer(() => new JsonObject { ["keys"] = new JsonArray([.. issuer._keys.Select(key => (JsonNode)Jwk(key.Key, key.Value))]) });
        });
        await host.StartAsync();
        issuer.Address = host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return issuer;
    }

    public void AddKey(string id) => _keys[id] = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public void AddKeyOnce(string id) => _keys.GetOrAdd(id, _ => ECDsa.Create(ECCurve.NamedCurves.nistP256));

    public static JsonObject Header(string type = "at+jwt", string keyId = "key-1") => new() { ["alg"] = "ES256", ["typ"] = type, ["kid"] = keyId };

    /// <summary>The claims of a good access token of a user.</summary>
    public JsonObject Claims(DateTimeOffset now, string subject = "0198c2b1-0000-7000-8000-000000000001", string scope = "users:read users:write", string? session = "sid-1") => new()
    {
        ["iss"] = Address,
        ["sub"] = subject,
        ["aud"] = Audience,
        ["client_id"] = "mobile",
        ["scope"] = scope,
        ["sid"] = session,
        ["jti"] = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(24)),
        ["iat"] = now.ToUnixTimeSeconds(),
        ["exp"] = now.AddMinutes(10).ToUnixTimeSeconds(),
        ["roles"] = new JsonArray("customer"),
        ["auth_time"] = now.ToUnixTimeSeconds(),
        ["acr"] = "urn:authplatform:acr:single-factor",
    };

    public string Sign(JsonObject header, JsonObject payload) => Sign(header.ToJsonString(), payload.ToJsonString());

    public string Sign(string header, string payload, string keyId = "key-1")
    {
        var input = Encode(header) + "." + Encode(payload);
        return input + "." + Base64Url.EncodeToString(_keys[keyId].SignData(Encoding.ASCII.GetBytes(input), HashAlgorithmName.SHA256));
    }

    public static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        foreach (var key in _keys.Values)
            key.Dispose();
    }

    private static JsonObject Jwk(string id, ECDsa key)
    {
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        return new JsonObject
        {
            ["kty"] = "EC", ["crv"] = "P-256", ["use"] = "sig", ["alg"] = "ES256", ["kid"] = id,
            ["x"] = Base64Url.EncodeToString(point.X), ["y"] = Base64Url.EncodeToString(point.Y),
        };
    }

    private IResult Answer(Func<JsonObject> body) => IsDown ? Results.StatusCode(500) : Results.Text(body().ToJsonString(), "application/json");
}
