using Microsoft.IdentityModel.Tokens;

namespace AuthServer.Protocol.Tests.Certification;

/// <summary>Modules of the plan RP-Initiated Logout OP. Each begins with a sign-in, ends at the end session endpoint, and asks with <c>prompt=none</c> who is there.</summary>
public sealed class RpInitiatedLogoutTests(PlanServer server) : IClassFixture<PlanServer>
{
    private const string Target = PlanServer.Alias + "post_logout_redirect";

    private static string Address(params IEnumerable<(string Name, string? Value)> parameters) =>
        "/connect/endsession?" + string.Join('&', parameters.Where(p => p.Value is not null).Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value!)}"));

    private async Task<(RelyingParty Party, Browser Browser, string IdToken)> SignedInAsync()
    {
        var party = await server.PartyAsync(Plans.Basic);
        var browser = server.OAuth.NewBrowser();
        return (party, browser, (await party.TokensAsync(browser)).IdToken);
    }

    private static async Task<bool> IsSignedInAsync(RelyingParty party, Browser browser)
    {
        using var response = await party.OpenAsync(browser, ("prompt", "none"));
        if ((await party.AnswerAsync(response)).ContainsKey("code")) return true;
        Assert.Equal("login_required", await party.ErrorAsync(response));
        return false;
    }

    [Fact(DisplayName = "oidcc-rp-initiated-logout")]
    public async Task Logout()
    {
        var (party, browser, idToken) = await SignedInAsync();
        using var _ = browser;
        using var response = await browser.OpenAsync(Address(("id_token_hint", idToken), ("post_logout_redirect_uri", Target), ("state", RelyingParty.State)));
        var location = response.Headers.Location!.OriginalString;
        Assert.StartsWith(Target + "?state=", location, StringComparison.Ordinal);
        // Nothing but the state, byte for byte.
        Assert.Equal(RelyingParty.State, Uri.UnescapeDataString(location[(Target.Length + "?state=".Length)..].Replace('+', ' ')));
        Assert.False(await IsSignedInAsync(party, browser));
    }

    [Fact(DisplayName = "oidcc-rp-initiated-logout-no-state")]
    public async Task Without_state_none_comes_back()
    {
        var (party, browser, idToken) = await SignedInAsync();
        using var _ = browser;
        using var response = await browser.OpenAsync(Address(("id_token_hint", idToken), ("post_logout_redirect_uri", Target)));
        Assert.Equal(Target, response.Headers.Location!.OriginalString);
        Assert.False(await IsSignedInAsync(party, browser));
    }

    [Theory]
    [InlineData("/foobar", TestDisplayName = "oidcc-rp-initiated-logout-bad-post-logout-redirect-uri")]
    [InlineData("?foo=bar", TestDisplayName = "oidcc-rp-initiated-logout-query-added-to-post-logout-redirect-uri")]
    public async Task Uri_that_is_not_registered_is_not_gone_to(string added)
    {
        var (party, browser, idToken) = await SignedInAsync();
        using var _ = browser;
        using var response = await browser.OpenAsync(Address(("id_token_hint", idToken), ("post_logout_redirect_uri", Target + added), ("state", RelyingParty.State)));
        await Review.ErrorPageAsync(response, "The post_logout_redirect_uri is not registered for this client.");
        Assert.True(await IsSignedInAsync(party, browser));
    }

    [Fact(DisplayName = "oidcc-rp-initiated-logout-modified-id-token-hint")]
    public Task Hint_without_a_signature_is_no_hint() => RefusedAsync(token => [Base64UrlEncoder.Encode("""{"alg":"none"}""") + "." + token.Split('.')[1] + "."]);

    [Fact(DisplayName = "oidcc-rp-initiated-logout-bad-id-token-hint")]
    public Task Hint_that_is_damaged_is_no_hint() => RefusedAsync(token => ["bad", .. OAuthTokens.Flipped(token, 8)]);

    private async Task RefusedAsync(Func<string, IEnumerable<string>> spoil)
    {
        var (party, browser, idToken) = await SignedInAsync();
        using var _ = browser;
        foreach (var hint in spoil(idToken))
        {
            using var response = await browser.OpenAsync(Address(("id_token_hint", hint), ("post_logout_redirect_uri", Target), ("state", RelyingParty.State)));
            await Review.ErrorPageAsync(response, "The id_token_hint is not an ID token of this server.");
            Assert.True(await IsSignedInAsync(party, browser));
        }
    }

    [Fact(DisplayName = "oidcc-rp-initiated-logout-no-id-token-hint")]
    public async Task Without_a_hint_the_uri_belongs_to_nobody()
    {
        var (party, browser, _) = await SignedInAsync();
        using var _1 = browser;
        using var response = await browser.OpenAsync(Address(("post_logout_redirect_uri", Target), ("state", RelyingParty.State)));
        await Review.ErrorPageAsync(response, "The post_logout_redirect_uri is not registered for this client.");
        Assert.True(await IsSignedInAsync(party, browser));
        // Where the client says who it is, the user is asked.
        using var page = await browser.OpenAsync(Address(("client_id", party.Id), ("post_logout_redirect_uri", Target)));
        Assert.Equal("Sign out?", await Page.TitleAsync(page));
        using var done = await browser.SubmitAsync(page);
        Assert.Equal(Target, done.Headers.Location!.OriginalString);
        Assert.False(await IsSignedInAsync(party, browser));
    }

    [Theory]
    [InlineData(false, TestDisplayName = "oidcc-rp-initiated-logout-no-params")]
    [InlineData(true, TestDisplayName = "oidcc-rp-initiated-logout-only-state")]
    public async Task Without_a_hint_the_user_is_asked_and_then_signed_out(bool withState)
    {
        var (party, browser, _) = await SignedInAsync();
        using var _1 = browser;
        using var page = await browser.OpenAsync(Address(("state", withState ? RelyingParty.State : null)));
        Assert.Equal("Sign out?", await Page.TitleAsync(page));
        Assert.True(await IsSignedInAsync(party, browser));
        using var done = await browser.SubmitAsync(page);
        Assert.Equal("You are signed out", await Page.TitleAsync(done));
        Assert.False(await IsSignedInAsync(party, browser));
    }

    [Fact(DisplayName = "oidcc-rp-initiated-logout-no-post-logout-redirect-uri")]
    public async Task Without_a_uri_the_user_is_told()
    {
        var (party, browser, idToken) = await SignedInAsync();
        using var _ = browser;
        using var page = await browser.OpenAsync(Address(("id_token_hint", idToken), ("state", RelyingParty.State)));
        Assert.Equal("You are signed out", await Page.TitleAsync(page));
        Assert.False(await IsSignedInAsync(party, browser));
    }
}
