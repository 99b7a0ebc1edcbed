using System.Net.Http.Headers;
using AuthServer.Protocol.Keys;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace AuthServer.Protocol.Tests.UserInfo;

/// <summary>Userinfo as a JWT (OIDC Core §5.3.2), for clients that are registered for it.</summary>
public sealed class SignedUserInfoTests(Server server) : IClassFixture<Server>
{
    private async Task<string> SignedAsync(string algorithm)
    {
        var client = await RegisteredClient.AddAsync(server, "signed-" + algorithm + Guid.CreateVersion7().ToString("N"), c => c.UserInfoAlgorithm = algorithm, "https://signed.example.com/cb");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/connect/userinfo");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", (await client.TokensAsync()).AccessToken);
        using var response = await server.OAuth.Http.SendAsync(request);
        Assert.Equal("application/jwt", response.Content.Headers.ContentType?.ToString());
        Assert.Equal("no-store", response.Headers.CacheControl?.ToString());
        return await response.Content.ReadAsStringAsync();
    }

    [Theory]
    [InlineData(SigningAlgorithms.RS256)]
    [InlineData(SigningAlgorithms.ES256)]
    [InlineData(SigningAlgorithms.PS256)]
    public async Task Answer_says_by_whom_and_for_whom_and_is_signed(string algorithm)
    {
        var jwt = await SignedAsync(algorithm);
        Assert.Equal(algorithm, OAuth.Header(jwt)["alg"]!.ToString());
        var claims = OAuth.Payload(jwt);
        Assert.Equal(AuthServerHost.Issuer, claims["iss"]!.ToString());
        Assert.StartsWith("signed-", claims["aud"]!.ToString(), StringComparison.Ordinal);
        Assert.Equal(("alice@example.com", true), (claims["email"]!.ToString(), claims["email_verified"]!.GetValue<bool>()));
        var keys = new JsonWebKeySet(await server.OAuth.Http.GetStringAsync("/.well-known/jwks"));
        var read = await new JsonWebTokenHandler().ValidateTokenAsync(jwt, new TokenValidationParameters { IssuerSigningKeys = keys.GetSigningKeys(), ValidIssuer = AuthServerHost.Issuer, ValidateAudience = false, ValidateLifetime = false, RequireExpirationTime = false });
        Assert.True(read.IsValid, read.Exception?.ToString());
    }

    [Fact]
    public async Task Answer_is_neither_an_id_token_nor_an_access_token()
    {
        var jwt = await SignedAsync(SigningAlgorithms.ES256);
        Expect.Challenge(await server.OAuth.UserInfoAsync(jwt), "invalid_token");
        using var browser = server.OAuth.NewBrowser();
        await Expect.ErrorPageAsync(await browser.GetAsync("/connect/endsession?id_token_hint=" + jwt));
    }

    [Fact]
    public async Task Refusals_stay_plain()
    {
        await server.ChangeClientAsync("mobile", c => c.UserInfoAlgorithm = SigningAlgorithms.ES256);
        Expect.Challenge(await server.OAuth.UserInfoAsync("nothing"), "invalid_token");
        Expect.Challenge(await server.OAuth.UserInfoAsync(Expect.Tokens(await server.PinAsync("profile")).AccessToken), "insufficient_scope", HttpStatusCode.Forbidden);
    }
}
