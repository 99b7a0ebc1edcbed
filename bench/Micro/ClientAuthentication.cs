using System.Text;
using System.Text.Json.Nodes;
using AuthServer.Protocol;
using AuthServer.Protocol.Clients;
using AuthServer.Protocol.Requests;
using BenchmarkDotNet.Attributes;
using Microsoft.AspNetCore.Http;
using Testing.Jwt;

namespace Micro;

/// <summary>Authenticates the client of a refresh: by a secret, by an assertion whose identifier is then written down for good, and not at all.</summary>
public class ClientAuthentication
{
    private const int Assertions = 200;
    private const string Secret = "web-secret-0123456789abcdef0123456789";

    private static readonly JwtKey Key = new();

    private readonly ClientAuthenticator _authenticator = Engine.Get<ClientAuthenticator>();
    private readonly DefaultHttpContext _http = new();
    private readonly Parameters _nothing = Parameters.Of();
    private readonly Parameters _named = Parameters.Of(KeyValuePair.Create<string, string?>(Names.ClientId, "mobile"));
    private readonly Parameters[] _assertions = new Parameters[Assertions];
    private int _count;

    [GlobalSetup(Target = nameof(None))]
    public void AddMobile() => Engine.Add(Engine.Client("mobile", AuthMethods.None));

    [GlobalSetup(Target = nameof(ClientSecretBasic))]
    public void AddWeb()
    {
        var web = Engine.Client("web", AuthMethods.ClientSecretBasic);
        web.Secrets.Add(ClientSecret.Of(Secret));
        Engine.Add(web);
        _http.Request.Headers.Authorization = "Basic " + Convert.ToBase64String(Encoding.ASCII.GetBytes($"web:{Secret}"));
    }

    [GlobalSetup(Target = nameof(PrivateKeyJwt))]
    public void AddSigner()
    {
        var signer = Engine.Client("signer", AuthMethods.PrivateKeyJwt);
        signer.Jwks = JwtKey.Set(Key);
        Engine.Add(signer);
        _http.Request.Path = Routes.Token;
    }

    [IterationSetup(Target = nameof(PrivateKeyJwt))]
    public void Sign()
    {
        for (var i = 0; i < Assertions; i++) _assertions[i] = Assertion();
    }

    [Benchmark]
    public ValueTask<Result<Client>> None() => _authenticator.AuthenticateAsync(_http.Request, _named, CancellationToken.None);

    [Benchmark]
    public ValueTask<Result<Client>> ClientSecretBasic() => _authenticator.AuthenticateAsync(_http.Request, _nothing, CancellationToken.None);

    // Each assertion is good once.
    [Benchmark(OperationsPerInvoke = Assertions)]
    public async Task PrivateKeyJwt()
    {
        foreach (var assertion in _assertions)
        {
            if ((await _authenticator.AuthenticateAsync(_http.Request, assertion, CancellationToken.None)).Refused) throw new InvalidOperationException("An assertion was refused.");
        }
    }

    private Parameters Assertion()
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var payload = new JsonObject { ["iss"] = "signer", ["sub"] = "signer", ["aud"] = Engine.Issuer, ["jti"] = $"jti-{++_count}", ["iat"] = now, ["exp"] = now + 60 };
        return Parameters.Of(
            KeyValuePair.Create<string, string?>(Names.ClientAssertionType, "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
            KeyValuePair.Create<string, string?>(Names.ClientAssertion, Key.Sign(payload)));
    }
}
