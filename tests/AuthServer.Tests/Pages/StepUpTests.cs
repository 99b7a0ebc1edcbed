using System.Net;
using AuthServer.Protocol.Clients;
using AuthServer.Protocol.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AuthServer.Tests.Pages;

/// <summary>How surely the client wants to know the user: <c>acr_values</c>, <c>default_acr_values</c> and <c>acr</c> in <c>claims</c> (OIDC Core §3.1.2.1, §5.5.1.1, RFC 9470 §5).</summary>
public sealed class StepUpTests : PageTest
{
    private const string Phone = "+12025550101";
    private const string Single = "urn:authplatform:acr:single-factor";
    private const string Multi = "urn:authplatform:acr:multi-factor";
    private const string Unknown = "urn:mace:incommon:iap:silver";
    private int _codes;

    [Fact]
    public async Task Session_below_what_is_asked_for_signs_in_again_with_a_second_factor()
    {
        Assert.Equal((Single, "pwd"), await AnswerAsync(await AllowAsync(await PasswordAsync(await AskAsync()))));
        Host.Clock.Advance(TimeSpan.FromMinutes(1));
        using var login = await AskAsync(("acr_values", Multi));
        await IsAsync("Sign in", login);
        using var asked = await PasswordAsync(login);
        await IsAsync("Enter the code", asked);
        Assert.Equal((Multi, "pwd sms mfa"), await AnswerAsync(await CodeAsync(asked)));
        // The session has it now.
        Host.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal((Multi, "pwd sms mfa"), await AnswerAsync(await AskAsync(("claims", Essential(Multi)), ("prompt", "none"))));
    }

    [Fact]
    public async Task Pin_of_a_known_browser_brings_a_code_too()
    {
        using var login = await AskAsync(("acr_values", Multi));
        using var pin = await Browser.GetAsync((await Page.ParseAsync(login)).QuerySelector("#use-pin")!.GetAttribute("href")!);
        using var asked = await SubmitAsync(pin, ("phone_number", Phone), ("pin", "4927"));
        await IsAsync("Enter the code", asked);
        Assert.Equal((Multi, "pin sms mfa"), await AnswerAsync(await AllowAsync(await CodeAsync(asked))));
    }

    [Fact]
    public async Task Later_sign_in_with_one_factor_lowers_the_session()
    {
        Assert.Equal((Multi, "pwd sms mfa"), await AnswerAsync(await AllowAsync(await CodeAsync(await PasswordAsync(await AskAsync(("acr_values", Multi)))))));
        Host.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal((Single, "pwd"), await AnswerAsync(await PasswordAsync(await AskAsync(("prompt", "login")))));
        Host.Clock.Advance(TimeSpan.FromMinutes(1));
        await IsAsync("Sign in", await AskAsync(("claims", Essential(Multi))));
    }

    // Session, what is asked (v: acr_values, d: default_acr_values, c: claims, e: claims and essential), prompt, what comes: an acr, an error, or the sign-in page.
    [Fact]
    public async Task Every_combination_has_its_answer()
    {
        (string Session, string How, string[] Asked, string? Prompt, string Comes)[] table =
        [
            (Single, "v", [], null, Single), (Single, "v", [Single], null, Single), (Single, "v", [Multi], null, "login"), (Single, "v", [Multi, Single], null, Single),
            (Single, "v", [Single, Multi], null, Single), (Single, "v", [Unknown], null, Single), (Single, "v", [Unknown, Multi], null, "login"), (Single, "v", [Multi], "none", Single),
            (Single, "v", [Single], "none", Single), (Single, "v", [Single], "login", "login"), (Single, "v", [Multi], "login", "login"),
            (Single, "d", [Multi], null, "login"), (Single, "d", [Single], null, Single), (Single, "d", [Multi], "none", Single),
            (Single, "c", [Multi], null, "login"), (Single, "c", [Multi], "none", Single), (Single, "c", [Unknown], null, Single), (Single, "c", [Unknown], "none", Single),
            (Single, "e", [Single], null, Single), (Single, "e", [Multi], null, "login"), (Single, "e", [Multi, Single], "none", Single), (Single, "e", [Multi], "none", "login_required"),
            (Single, "e", [Unknown], null, "unmet_authentication_requirements"), (Single, "e", [Unknown], "none", "unmet_authentication_requirements"), (Single, "e", [Unknown, Single], null, Single),
            (Multi, "v", [], null, Multi), (Multi, "v", [Single], null, Single), (Multi, "v", [Multi], null, Multi), (Multi, "v", [Multi, Single], null, Multi), (Multi, "v", [Single, Multi], null, Single),
            (Multi, "v", [Unknown], null, Multi), (Multi, "v", [Multi], "none", Multi), (Multi, "v", [Multi], "login", "login"), (Multi, "d", [Multi], null, Multi), (Multi, "d", [Multi], "none", Multi),
            (Multi, "c", [Multi], "none", Multi), (Multi, "c", [Unknown], null, Multi), (Multi, "e", [Single], "none", Single), (Multi, "e", [Multi], null, Multi), (Multi, "e", [Multi], "none", Multi),
            (Multi, "e", [Unknown, Multi], "none", Multi), (Multi, "e", [Unknown], null, "unmet_authentication_requirements"),
        ];
        using var single = NewBrowser();
        using var multi = NewBrowser();
        await AllowAsync(single, await PasswordAsync(single, await single.OpenAsync(Url())));
        await AnswerAsync(await CodeAsync(multi, await PasswordAsync(multi, await multi.OpenAsync(Url(("acr_values", Multi))))));
        Host.Clock.Advance(TimeSpan.FromMinutes(1));
        foreach (var row in table)
        {
            await ChangeWebAsync(c => c.DefaultAcrValues = row.How == "d" ? [.. row.Asked] : []);
            using var response = await (row.Session == Multi ? multi : single).OpenAsync(Url([.. Ask(row.How, row.Asked), ("prompt", row.Prompt)]));
            var comes = await ComesAsync(response);
            Assert.True(row.Comes == comes, $"{row.Session} {row.How} [{string.Join(' ', row.Asked)}] prompt={row.Prompt}: expected {row.Comes}, got {comes}");
        }
    }

    [Theory]
    [InlineData(false, Single)]
    [InlineData(true, "unmet_authentication_requirements")]
    public async Task User_without_a_proved_phone_goes_on_with_what_was_reached_unless_it_is_essential(bool essential, string comes)
    {
        await using (var db = await Host.Services.GetRequiredService<IDbContextFactory<ProtocolDbContext>>().CreateDbContextAsync())
            await db.Database.ExecuteSqlRawAsync("UPDATE users SET phone_number_confirmed = 0 WHERE user_name = 'alice'");
        using var signedIn = await PasswordAsync(await AskAsync(Ask(essential ? "e" : "v", [Multi])));
        using var response = essential ? signedIn : await AllowAsync(signedIn);
        Assert.Equal(comes, await ComesAsync(response));
    }

    [Theory]
    [InlineData("v")]
    [InlineData("e")]
    public async Task Sign_in_that_drops_the_request_reaches_one_factor_and_the_tokens_say_so(string how)
    {
        using var login = await AskAsync(Ask(how, [Multi]));
        var ticket = login.RequestMessage!.RequestUri!.Query;
        await IsAsync("Hello", await PasswordAsync(await Browser.GetAsync("/login")));
        using var resumed = await Browser.OpenAsync("/connect/authorize/resume" + ticket);
        using var response = how == "e" ? resumed : await AllowAsync(resumed);
        Assert.Equal(how == "e" ? "unmet_authentication_requirements" : Single, await ComesAsync(response));
    }

    [Fact]
    public async Task Wrong_code_reaches_nothing()
    {
        using var asked = await PasswordAsync(await AskAsync(("acr_values", Multi)));
        var code = await Rest.CodeAsync(Phone);
        using var refused = await SubmitAsync(asked, ("code", Account.NotThe(code)));
        await IsAsync("Enter the code", refused);
        Assert.False(await IsSignedInAsync(Browser));
        await IsAsync("Example Web asks for access", await SubmitAsync(refused, ("code", code)));
    }

    [Fact]
    public async Task Who_gets_no_message_now_goes_on_where_the_client_can_do_without_and_waits_where_it_cannot()
    {
        using var first = await PasswordAsync(await AskAsync(("acr_values", Multi)));
        await IsAsync("Enter the code", first);
        // Another browser within the minute: no second message, and the open challenge is not its own.
        using var other = NewBrowser();
        using var waits = await PasswordAsync(other, await other.OpenAsync(Url(("claims", Essential(Multi)))));
        Assert.Equal(HttpStatusCode.TooManyRequests, waits.StatusCode);
        using var goesOn = await PasswordAsync(other, await other.OpenAsync(Url(("acr_values", Multi))));
        await IsAsync("Example Web asks for access", goesOn);
    }

    [Fact]
    public async Task Client_default_max_age_holds_where_the_request_has_none()
    {
        await ChangeWebAsync(c => c.DefaultMaxAge = 60);
        await AnswerAsync(await AllowAsync(await PasswordAsync(await AskAsync())));
        Host.Clock.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(Single, await ComesAsync(await AskAsync()));
        Host.Clock.Advance(TimeSpan.FromSeconds(1));
        await IsAsync("Sign in", await AskAsync());
        Assert.Equal(Single, await ComesAsync(await AskAsync(("max_age", "61"))));
        Assert.Equal("login_required", await ComesAsync(await AskAsync(("prompt", "none"))));
        Assert.Equal("invalid_request", await ComesAsync(await AskAsync(("max_age", "x"))));
    }

    private static (string, string?)[] Ask(string how, string[] values) => how switch
    {
        "v" => [("acr_values", values.Length == 0 ? null : string.Join(' ', values))],
        "c" => [("claims", Voluntary(values))],
        "e" => [("claims", Essential(values))],
        _ => [],
    };

    private static string Essential(params string[] values) => $$$$"""{"id_token":{"acr":{"essential":true,"values":["{{{{string.Join("\",\"", values)}}}}"]}}}""";

    private static string Voluntary(params string[] values) => $$$$"""{"id_token":{"acr":{"values":["{{{{string.Join("\",\"", values)}}}}"]}}}""";

    private static string Url(params IEnumerable<(string, string?)> changes) => OAuth.AuthorizeUrl([("scope", "openid"), .. changes]);

    private Task<HttpResponseMessage> AskAsync(params IEnumerable<(string, string?)> changes) => Browser.OpenAsync(Url(changes));

    private Task<HttpResponseMessage> PasswordAsync(HttpResponseMessage page) => PasswordAsync(Browser, page);

    private static Task<HttpResponseMessage> PasswordAsync(Browser browser, HttpResponseMessage page) => browser.SignInAsync(page);

    private Task<HttpResponseMessage> CodeAsync(HttpResponseMessage page) => CodeAsync(Browser, page);

    private async Task<HttpResponseMessage> CodeAsync(Browser browser, HttpResponseMessage page) =>
        await browser.SubmitAsync(page, new KeyValuePair<string, string>("code", await Rest.CodeAsync(Phone, ++_codes)));

    private Task<HttpResponseMessage> AllowAsync(HttpResponseMessage page) => AllowAsync(Browser, page);

    private static Task<HttpResponseMessage> AllowAsync(Browser browser, HttpResponseMessage page) => browser.AllowAsync(page);

    private async Task<(string Acr, string Amr)> AnswerAsync(HttpResponseMessage response)
    {
        using var oauth = new OAuth(Host);
        var tokens = await oauth.RedeemAsync(OAuth.Answer(response)["code"]);
        var (id, access) = (OAuth.Payload(tokens.IdToken), OAuth.Payload(tokens.AccessToken));
        Assert.Equal((id["acr"]!.ToString(), id["amr"]!.ToJsonString()), (access["acr"]!.ToString(), access["amr"]!.ToJsonString()));
        return (id["acr"]!.ToString(), string.Join(' ', id["amr"]!.AsArray().Select(m => (string)m!)));
    }

    private async Task<string> ComesAsync(HttpResponseMessage response)
    {
        if (response.Headers.Location is null) return await Page.TitleAsync(response) == "Sign in" ? "login" : $"a page: {await Page.TitleAsync(response)}";
        var answer = OAuth.Answer(response);
        return answer.GetValueOrDefault("error") ?? (await AnswerAsync(response)).Acr;
    }

    private async Task ChangeWebAsync(Action<Client> change)
    {
        await using var db = await Host.Services.GetRequiredService<IDbContextFactory<ProtocolDbContext>>().CreateDbContextAsync();
        change(await db.Clients.SingleAsync(c => c.ClientId == "web"));
        await db.SaveChangesAsync();
        Host.Services.GetRequiredService<ClientCatalogue>().Forget("web");
    }
}
