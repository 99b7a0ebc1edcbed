namespace AuthServer.Protocol.Tests.Certification;

/// <summary>Modules of the plans Basic OP and Form Post Basic OP: what the user is asked, and when.</summary>
public sealed class BasicInteractionTests(PlanServer server) : IClassFixture<PlanServer>
{
    private async Task SucceedsAsync(string plan, string name, string value)
    {
        var party = await server.PartyAsync(plan);
        using var browser = server.OAuth.NewBrowser();
        using var page = await party.OpenAsync(browser, (name, value));
        await Review.SignInPageAsync(page);
        using var response = await party.CompleteAsync(browser, page);
        Expect.Tokens(await party.RedeemAsync(await party.CodeAsync(response)));
    }

    [Theory(DisplayName = "oidcc-display-page")]
    [ClassData<Plans>]
    public Task Display_page(string plan) => SucceedsAsync(plan, "display", "page");

    [Theory(DisplayName = "oidcc-display-popup")]
    [ClassData<Plans>]
    public Task Display_popup(string plan) => SucceedsAsync(plan, "display", "popup");

    [Theory(DisplayName = "oidcc-ui-locales")]
    [ClassData<Plans>]
    public Task Ui_locales(string plan) => SucceedsAsync(plan, "ui_locales", "se");

    [Theory(DisplayName = "oidcc-claims-locales")]
    [ClassData<Plans>]
    public Task Claims_locales(string plan) => SucceedsAsync(plan, "claims_locales", "se");

    [Theory(DisplayName = "oidcc-login-hint")]
    [ClassData<Plans>]
    public async Task Login_hint(string plan)
    {
        await SucceedsAsync(plan, "login_hint", "buffy@localhost");
        using var browser = server.OAuth.NewBrowser();
        using var page = await (await server.PartyAsync(plan)).OpenAsync(browser, ("login_hint", "alice@example.com"));
        Assert.Equal("alice@example.com", (await Page.ParseAsync(page)).QuerySelector("#username")!.GetAttribute("value"));
    }

    [Theory(DisplayName = "oidcc-ensure-request-with-acr-values-succeeds")]
    [ClassData<Plans>]
    public async Task Acr_values(string plan)
    {
        var party = await server.PartyAsync(plan);
        using var browser = server.OAuth.NewBrowser();
        var supported = System.Text.Json.Nodes.JsonNode.Parse(await server.OAuth.Http.GetStringAsync("/.well-known/openid-configuration"))!["acr_values_supported"]!.AsArray().Select(v => v!.GetValue<string>()).ToList();
        var tokens = await party.TokensAsync(browser, ("acr_values", supported[0]));
        Assert.Contains(OAuth.Payload(tokens.IdToken)["acr"]!.GetValue<string>(), supported);
        // Asked for as voluntary, values that nobody knows are no error (OIDC Core §5.5.1.1).
        using var other = server.OAuth.NewBrowser();
        Assert.NotNull((await party.TokensAsync(other, ("acr_values", "1 2"))).AccessToken);
    }

    [Theory(DisplayName = "oidcc-prompt-none-not-logged-in")]
    [ClassData<Plans>]
    public async Task Prompt_none_without_a_session(string plan)
    {
        var party = await server.PartyAsync(plan);
        using var browser = server.OAuth.NewBrowser();
        using var response = await party.OpenAsync(browser, ("prompt", "none"));
        Assert.Equal("login_required", await party.ErrorAsync(response));
    }

    [Theory(DisplayName = "oidcc-prompt-none-logged-in")]
    [ClassData<Plans>]
    public Task Prompt_none_with_a_session(string plan) => SilentlyAsync(plan, _ => ("prompt", "none"));

    [Theory(DisplayName = "oidcc-id-token-hint")]
    [ClassData<Plans>]
    public Task Id_token_hint(string plan) => SilentlyAsync(plan, first => ("id_token_hint", first.IdToken), ("prompt", "none"));

    [Theory(DisplayName = "oidcc-max-age-10000")]
    [ClassData<Plans>]
    public Task Max_age_that_is_not_over(string plan) => SilentlyAsync(plan, _ => ("max_age", "10000"));

    // Two authorizations in one browser; the second asks nothing and tells of the same sign-in.
    private async Task SilentlyAsync(string plan, Func<OAuthAnswer, (string, string?)> change, params IEnumerable<(string, string?)> more)
    {
        var party = await server.PartyAsync(plan);
        using var browser = server.OAuth.NewBrowser();
        var first = await party.TokensAsync(browser);
        server.Clock.Advance(TimeSpan.FromSeconds(2));
        using var response = await party.OpenAsync(browser, [change(first), .. more]);
        var second = Expect.Tokens(await party.RedeemAsync(await party.CodeAsync(response)));
        await IdTokens.CheckAsync(server, party.Id, second.IdToken, RelyingParty.Nonce);
        Assert.Equal((IdTokens.Subject(first), IdTokens.AuthTime(first)), (IdTokens.Subject(second), IdTokens.AuthTime(second)));
    }

    [Theory(DisplayName = "oidcc-prompt-login")]
    [ClassData<Plans>]
    public Task Prompt_login(string plan) => AgainAsync(plan, "prompt", "login");

    [Theory(DisplayName = "oidcc-max-age-1")]
    [ClassData<Plans>]
    public Task Max_age_that_is_over(string plan) => AgainAsync(plan, "max_age", "1");

    // Two authorizations in one browser; the second asks to sign in again and tells of the later sign-in.
    private async Task AgainAsync(string plan, string name, string value)
    {
        var party = await server.PartyAsync(plan);
        using var browser = server.OAuth.NewBrowser();
        var first = await party.TokensAsync(browser);
        server.Clock.Advance(TimeSpan.FromSeconds(2));
        using var page = await party.OpenAsync(browser, (name, value));
        await Review.SignInPageAsync(page);
        using var response = await party.CompleteAsync(browser, page);
        var second = Expect.Tokens(await party.RedeemAsync(await party.CodeAsync(response)));
        await IdTokens.CheckAsync(server, party.Id, second.IdToken, RelyingParty.Nonce);
        Assert.Equal(IdTokens.Subject(first), IdTokens.Subject(second));
        Assert.True(IdTokens.AuthTime(second) > IdTokens.AuthTime(first));
    }
}
