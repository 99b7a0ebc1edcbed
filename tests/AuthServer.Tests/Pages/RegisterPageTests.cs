using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;

namespace AuthServer.Tests.Pages;

/// <summary>The page on which people make an account, and prompt=create, which leads to it.</summary>
public sealed class RegisterPageTests : PageTest
{
    private Task<HttpResponseMessage> FillInAsync(HttpResponseMessage page, string username = "newcomer", string email = "newcomer@example.com", string password = "long-enough-22", string phone = "") =>
        SubmitAsync(page, ("username", username), ("email", email), ("password", password), ("phone_number", phone));

    private static async Task<string?> FaultyFieldAsync(HttpResponseMessage page) => (await Page.ParseAsync(page)).QuerySelector("[aria-invalid=true]")?.Id;

    [Fact]
    public async Task Create_leads_to_the_new_account_and_back_to_the_app()
    {
        var page = await Browser.OpenAsync(OAuth.AuthorizeUrl(("prompt", "create"), ("login_hint", "newcomer@example.com")));
        await IsAsync("Create an account", page);
        Assert.Equal("newcomer@example.com", ((IHtmlInputElement)(await Page.ParseAsync(page)).QuerySelector("#email")!).Value);
        var verify = await FillInAsync(page);
        await IsAsync("Confirm your e-mail address", verify);
        var consent = await SubmitAsync(verify, ("code", await Rest.CodeAsync("newcomer@example.com")));
        Assert.Equal("newcomer@example.com", (await Page.ParseAsync(consent)).QuerySelector("#account")!.TextContent);
        using var app = new OAuth(Host);
        var tokens = await app.RedeemAsync(OAuth.Answer(await Browser.AllowAsync(consent))["code"]);
        Assert.Equal("newcomer@example.com", (await app.UserInfoAsync(tokens.AccessToken))["email"]);
        // What was proved counts everywhere.
        Assert.True(await SignsInAsync("newcomer", "long-enough-22"));
    }

    [Fact]
    public async Task Who_confirms_the_address_later_goes_on_at_once()
    {
        var verify = await FillInAsync(await Browser.OpenAsync(OAuth.AuthorizeUrl(("prompt", "create"))));
        var onward = await Browser.OpenAsync((await Page.ParseAsync(verify)).QuerySelector("#later")!.GetAttribute("href")!);
        Assert.Equal("/consent", onward.RequestMessage!.RequestUri!.AbsolutePath);
        Assert.False(await SignsInAsync("newcomer", "long-enough-22"));
    }

    [Fact]
    public async Task Wrong_code_is_told_and_another_one_can_be_asked_for()
    {
        var verify = await FillInAsync(await Browser.GetAsync("/register"));
        var code = await Rest.CodeAsync("newcomer@example.com");
        var wrong = await SubmitAsync(verify, ("code", Account.NotThe(code)));
        Assert.Equal("code", await FaultyFieldAsync(wrong));
        Assert.Equal(HttpStatusCode.TooManyRequests, (await SubmitAsync(wrong, ("again", "yes"))).StatusCode);
        await Host.AdvanceAsync(TimeSpan.FromMinutes(1));
        await IsAsync("Confirm your e-mail address", await SubmitAsync(wrong, ("again", "yes")));
        var second = await Rest.CodeAsync("newcomer@example.com", messages: 2);
        await IsAsync("Hello", await SubmitAsync(wrong, ("code", second)));
        // Nothing is left to be confirmed.
        await IsAsync("Hello", await Browser.OpenAsync("/register/code"));
    }

    [Fact]
    public async Task Nobody_is_asked_for_a_code_who_is_not_signed_in() => Assert.Equal("AuthPlatform", await Page.TitleAsync(await Browser.OpenAsync("/register/code")));

    [Fact]
    public async Task Who_is_signed_in_is_asked_for_a_new_account_all_the_same()
    {
        using var browser = await SignedInAsync("alice", "Correct-horse-7");
        Host.Clock.Advance(TimeSpan.FromSeconds(1));
        await IsAsync("Create an account", await browser.OpenAsync(OAuth.AuthorizeUrl(("prompt", "create"))));
    }

    [Fact]
    public async Task Who_has_an_account_signs_in_instead()
    {
        var page = await Browser.OpenAsync(OAuth.AuthorizeUrl(("prompt", "create")));
        var login = await Browser.GetAsync((await Page.ParseAsync(page)).QuerySelector("#sign-in")!.GetAttribute("href")!);
        var consent = await Browser.SignInAsync(login);
        Assert.True(OAuth.Answer(await Browser.AllowAsync(consent)).ContainsKey("code"));
    }

    [Theory]
    [InlineData("create none")]
    [InlineData("create login")]
    [InlineData("create select_account")]
    public async Task Create_does_not_go_with_what_contradicts_it(string prompt) =>
        Assert.Equal("invalid_request", OAuth.Answer(await Browser.OpenAsync(OAuth.AuthorizeUrl(("prompt", prompt))))["error"]);

    [Fact]
    public async Task Without_a_request_the_new_account_is_signed_in_here_and_has_a_role()
    {
        await IsAsync("Confirm your e-mail address", await FillInAsync(await Browser.GetAsync("/register"), phone: "+12025550177"));
        Assert.True(await IsSignedInAsync(Browser));
        var signedIn = await Rest.PostAsync("/api/v1/login/", new { email = "newcomer@example.com", password = "long-enough-22" });
        Assert.Equal("403 email_not_verified", signedIn.Outcome);
        var user = await Host.ReadAsync(db => db.Users.SingleAsync(u => u.NormalizedEmail == "newcomer@example.com"));
        Assert.Equal(("customer", "+12025550177", "newcomer"), (user.UserType, user.PhoneNumber, user.UserName));
    }

    [Theory]
    [InlineData("alice", "free@example.com", "", "username")]
    [InlineData("newcomer", "alice@example.com", "", "email")]
    [InlineData("newcomer", "free@example.com", "+12025550101", "phone_number")]
    [InlineData("1newcomer", "free@example.com", "", "username")]
    [InlineData("newcomer", "free.example.com", "", "email")]
    [InlineData("newcomer", "free@example.com", "12", "phone_number")]
    public async Task What_is_taken_or_wrong_is_told_at_its_field(string username, string email, string phone, string field)
    {
        var page = await FillInAsync(await Browser.GetAsync("/register"), username, email, phone: phone);
        await IsAsync("Create an account", page);
        Assert.Equal(field, await FaultyFieldAsync(page));
        Assert.Equal(username, ((IHtmlInputElement)(await Page.ParseAsync(page)).QuerySelector("#username")!).Value);
        Assert.False(await IsSignedInAsync(Browser));
    }

    [Theory]
    [InlineData("short")]
    [InlineData("password123")]
    [InlineData("newcomer-newcomer")]
    public async Task Weak_password_is_refused_and_not_shown_again(string password)
    {
        var page = await FillInAsync(await Browser.GetAsync("/register"), password: password);
        Assert.Equal("password", await FaultyFieldAsync(page));
        Assert.DoesNotContain($"value=\"{password}\"", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_without_the_forms_token_makes_no_account()
    {
        var answer = await Browser.PostAsync("/register", [new("username", "newcomer"), new("email", "newcomer@example.com"), new("password", "long-enough-22")]);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.False(await Host.ReadAsync(db => db.Users.AnyAsync(u => u.NormalizedEmail == "newcomer@example.com")));
    }

    [Fact]
    public async Task Taken_names_are_told_ten_times_an_hour_as_by_the_route()
    {
        await using var host = AuthServerHost.With(new KeyValuePair<string, string>("RateLimits:Enabled", "true"), new KeyValuePair<string, string>("Accounts:AttemptsPerMinute", "1000"));
        using var browser = new Browser(host.ClientOptions.BaseAddress);
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 11; i++)
        {
            var page = await browser.GetAsync("/register");
            statuses.Add((await browser.SubmitAsync(page, [new("username", "alice"), new("email", "free@example.com"), new("password", "long-enough-22")])).StatusCode);
        }
        Assert.Equal([.. Enumerable.Repeat(HttpStatusCode.OK, 10), HttpStatusCode.TooManyRequests], statuses);
    }
}
