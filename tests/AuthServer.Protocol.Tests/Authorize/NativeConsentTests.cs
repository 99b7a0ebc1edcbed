using AuthServer.Protocol.Clients;
using AuthServer.Protocol.Scopes;

namespace AuthServer.Protocol.Tests.Authorize;

/// <summary>A native app of somebody else: what was allowed once makes no later request silent (RFC 8252 §8.6).</summary>
public sealed class NativeConsentTests(Server server) : IClassFixture<Server>
{
    private const string Callback = "com.example.reader:/callback";

    private static readonly (string, string?)[] Reader =
        [("client_id", "reader"), ("redirect_uri", Callback), ("scope", "openid offline_access"), ("code_challenge", OAuth.Challenge), ("code_challenge_method", "S256")];

    /// <summary>A browser in which Alice has allowed the app a minute ago.</summary>
    private async Task<Browser> ReturningAsync()
    {
        await using (var db = await server.DbAsync())
        {
            if (await db.Clients.FindAsync("reader") is null)
                await server.AddClientAsync(new Client
                {
                    ClientId = "reader", Name = "Reader", Native = true, AuthMethods = [AuthMethods.None], GrantTypes = [GrantTypes.AuthorizationCode, GrantTypes.RefreshToken],
                    RedirectUris = [Callback], Scopes = ScopeSet.Parse("openid offline_access")!,
                });
        }
        var browser = await server.SignedInAsync();
        Assert.True((await OAuth.SignInAsync(browser, Reader)).ContainsKey("code"));
        server.Clock.Advance(TimeSpan.FromMinutes(1));
        return browser;
    }

    [Fact]
    public async Task Second_request_is_asked_about_again()
    {
        using var browser = await ReturningAsync();
        using var page = await browser.OpenAsync(OAuth.AuthorizeUrl(Reader));
        Assert.Equal("Reader asks for access", await Page.TitleAsync(page));
    }

    [Fact]
    public async Task Prompt_none_is_consent_required()
    {
        using var browser = await ReturningAsync();
        using var response = await browser.OpenAsync(OAuth.AuthorizeUrl([.. Reader, ("prompt", "none")]));
        Expect.RedirectWithError(response, "consent_required", Callback);
    }

    [Fact]
    public async Task Sign_in_for_the_request_is_enough_where_the_scopes_are_allowed()
    {
        using (await ReturningAsync())
        using (var other = server.OAuth.NewBrowser())
        using (var page = await other.OpenAsync(OAuth.AuthorizeUrl(Reader)))
        using (var answer = await Server.SignInByPinAsync(other, page))
            Assert.StartsWith(Callback + "?code=", answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }
}
