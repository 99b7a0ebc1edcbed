using AuthServer.Protocol.Keys;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace AuthServer.Protocol.Tests.Tokens;

/// <summary>Introspection answered with a signed JWT (RFC 9701).</summary>
public sealed class SignedIntrospectionTests(Server server) : IClassFixture<Server>
{
    private const string Jwt = "application/token-introspection+jwt";

    private async Task<(string ContentType, string Text)> AskAsync(string token, string accept, string clientId = "resource-api", string secret = OAuth.ApiSecret)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/connect/introspect") { Content = new FormUrlEncodedContent([KeyValuePair.Create("token", token)]) };
        request.Headers.Authorization = OAuth.Basic(clientId, secret);
        request.Headers.TryAddWithoutValidation("Accept", accept);
        using var response = await server.OAuth.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("no-store", response.Headers.CacheControl?.ToString());
        return (response.Content.Headers.ContentType!.MediaType!, await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData(SigningAlgorithms.RS256)]
    [InlineData(SigningAlgorithms.ES256)]
    [InlineData(SigningAlgorithms.PS256)]
    public async Task Answer_is_signed_as_the_caller_is_registered(string algorithm)
    {
        await server.ChangeClientAsync("resource-api", c => c.IntrospectionAlgorithm = algorithm);
        var access = Expect.Tokens(await server.PinAsync()).AccessToken;
        var (type, text) = await AskAsync(access, Jwt);
        Assert.Equal(Jwt, type);
        Assert.Equal((algorithm, "token-introspection+jwt"), (OAuth.Header(text)["alg"]!.ToString(), OAuth.Header(text)["typ"]!.ToString()));
        var keys = new JsonWebKeySet(await server.OAuth.Http.GetStringAsync("/.well-known/jwks"));
        var read = await new JsonWebTokenHandler().ValidateTokenAsync(text, new TokenValidationParameters
        {
            IssuerSigningKeys = keys.GetSigningKeys(), ValidIssuer = AuthServerHost.Issuer, ValidAudience = "resource-api", ValidateLifetime = false,
        });
        Assert.True(read.IsValid, read.Exception?.ToString());
        var claims = OAuth.Payload(text);
        // RFC 9701 §5: nothing by which it could pass for an access token.
        Assert.Equal(["aud", "iat", "iss", "token_introspection"], claims.Select(c => c.Key).Order(StringComparer.Ordinal));
        var plain = await server.OAuth.IntrospectAsync(access);
        Assert.Equal(plain.Text, claims["token_introspection"]!.ToJsonString());
    }

    [Fact]
    public async Task Inactive_token_is_told_so_and_nothing_else()
    {
        var (_, text) = await AskAsync("nothing", Jwt);
        Assert.Equal("""{"active":false}""", OAuth.Payload(text)["token_introspection"]!.ToJsonString());
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("*/*")]
    [InlineData("application/token-introspection+jwt;q=0, application/json")]
    [InlineData("a mess")]
    public async Task Who_does_not_ask_for_it_gets_json(string accept) => Assert.Equal("application/json", (await AskAsync("nothing", accept)).ContentType);

    [Fact]
    public async Task Answer_is_no_access_token_and_no_hint()
    {
        var access = Expect.Tokens(await server.PinAsync()).AccessToken;
        var (_, text) = await AskAsync(access, Jwt);
        Expect.Challenge(await server.OAuth.UserInfoAsync(text), "invalid_token");
        using var browser = server.OAuth.NewBrowser();
        Expect.RedirectWithError(await browser.GetAsync(OAuth.AuthorizeUrl(("id_token_hint", text))), "invalid_request");
    }
}
