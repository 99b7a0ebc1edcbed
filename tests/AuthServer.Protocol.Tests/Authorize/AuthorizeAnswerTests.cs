using AngleSharp.Html.Dom;

namespace AuthServer.Protocol.Tests.Authorize;

/// <summary>How the answer travels to the client.</summary>
public sealed class AuthorizeAnswerTests(Server server) : IClassFixture<Server>
{
    // Quotes, markup, separators, escapes, controls, right-to-left marks, characters beyond the BMP.
    private static readonly string Odd = string.Concat("\"><script>alert(1)</script>'&amp;%20%00+ ;=?#/\\\r\n\t\u0001\u007f\u202Eä€𝄞\uFEFF{}[]|^`~", new string('z', 128))[..128];

    [Fact]
    public async Task Odd_state_comes_back_byte_for_byte_by_query()
    {
        using var browser = await server.SignedInAsync();
        var success = await OAuth.SignInAsync(browser, ("state", Odd));
        Assert.Equal((Odd, AuthServerHost.Issuer), (success["state"], success["iss"]));
        using var failure = await browser.GetAsync(OAuth.AuthorizeUrl(("state", Odd), ("scope", "nonsense")));
        Assert.Equal(Odd, OAuth.Answer(failure)["state"]);
        Assert.DoesNotContain("\r", failure.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Odd_state_comes_back_byte_for_byte_by_form_post()
    {
        using var browser = await server.SignedInAsync();
        await OAuth.SignInAsync(browser);
        using var response = await browser.OpenAsync(OAuth.AuthorizeUrl(("state", Odd), ("response_mode", "form_post")));
        var members = await FormAsync(response);
        Assert.Equal(Odd, members["state"]);
        Assert.Equal(AuthServerHost.Issuer, members["iss"]);
        Expect.Tokens(await server.OAuth.RedeemAsync(members["code"]));
        Assert.DoesNotContain("<script>alert", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_without_state_gets_none_back()
    {
        using var browser = await server.SignedInAsync();
        var answer = await OAuth.SignInAsync(browser, ("state", null));
        Assert.Equal(["code", "iss"], answer.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Error_travels_by_form_post_too()
    {
        using var response = await server.OAuth.Http.GetAsync(OAuth.AuthorizeUrl(("response_mode", "form_post"), ("prompt", "none")));
        var members = await FormAsync(response);
        Assert.Equal(("login_required", "af0ifjsldkj", AuthServerHost.Issuer), (members["error"], members["state"], members["iss"]));
        Assert.False(members.ContainsKey("code"));
    }

    [Fact]
    public async Task Form_post_page_runs_its_one_script_and_posts_to_the_client_only()
    {
        using var response = await server.OAuth.Http.GetAsync(OAuth.AuthorizeUrl(("response_mode", "form_post"), ("prompt", "none")));
        var page = await Page.ParseAsync(response);
        var script = Assert.Single(page.Scripts);
        var hash = Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(script.Text)));
        var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains($"script-src 'sha256-{hash}'", policy, StringComparison.Ordinal);
        Assert.Contains("form-action http://localhost:5300;", policy, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("base-uri 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("no-store", response.Headers.CacheControl?.ToString());
        Assert.NotNull(page.QuerySelector("noscript button[type=submit]"));
        Assert.Equal("post", ((IHtmlFormElement)page.QuerySelector("form")!).Method);
    }

    [Fact]
    public async Task Answer_after_a_posted_form_is_a_303()
    {
        using var browser = server.OAuth.NewBrowser();
        using var page = await browser.OpenAsync(OAuth.AuthorizeUrl());
        var form = (await Page.ParseAsync(page)).QuerySelectorAll("input[type=hidden]").OfType<IHtmlInputElement>().ToDictionary(i => i.Name!, i => i.Value);
        using var response = await browser.PostAsync("/login", [.. form, new("username", "alice"), new("password", "Correct-horse-7")]);
        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        Assert.StartsWith("/connect/authorize/resume?", response.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Code_is_of_a_length_that_every_client_can_carry()
    {
        using var browser = await server.SignedInAsync();
        var code = (await OAuth.SignInAsync(browser, ("scope", "openid profile email phone address offline_access roles users:read users:write search"), ("nonce", new string('n', 256))))["code"];
        Assert.InRange(code.Length, 43, 2048);
        Assert.All(code, c => Assert.True(char.IsAsciiLetterOrDigit(c) || c is '-' or '_'));
    }

    private static async Task<Dictionary<string, string>> FormAsync(HttpResponseMessage response)
    {
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var form = (IHtmlFormElement)(await Page.ParseAsync(response)).QuerySelector("form")!;
        Assert.Equal(OAuth.WebCallback, form.GetAttribute("action"));
        return form.QuerySelectorAll("input[name]").OfType<IHtmlInputElement>().ToDictionary(i => i.Name!, i => i.Value);
    }
}
