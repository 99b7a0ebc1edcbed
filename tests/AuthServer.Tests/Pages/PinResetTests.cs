using System.Web;

namespace AuthServer.Tests.Pages;

/// <summary>The pages of a forgotten PIN.</summary>
public sealed class PinResetTests : PageTest
{
    private const string Alice = "+12025550101";
    private const string Nobody = "+12025550201";
    private const string Old = "4927";
    private const string New = "8305";

    [Fact]
    public async Task The_code_sets_a_PIN_that_signs_in_and_the_old_one_does_not()
    {
        using var signedIn = await SignedInAsync("alice", "Correct-horse-7");
        using var asked = await AskAsync(Alice);
        await IsAsync("Your PIN is changed", await ResetAsync(asked, await Rest.CodeAsync(Alice), New));
        Assert.False(await IsSignedInAsync(signedIn));
        Assert.False(await IsSignedInAsync(Browser));
        Assert.False(await PinSignsInAsync(Alice, Old));
        Assert.True(await PinSignsInAsync(Alice, New));
        Assert.True(await SignsInAsync("alice", "Correct-horse-7"));
    }

    [Fact]
    public async Task The_number_as_people_type_it_is_understood_and_masked_and_in_no_address()
    {
        using var asked = await AskAsync(" +1 (202) 555-0101 ");
        await Rest.CodeAsync(Alice);
        Assert.Equal("+12*******01", (await Page.ParseAsync(asked)).QuerySelector("#account")!.TextContent);
        Assert.DoesNotContain("5550101", asked.RequestMessage!.RequestUri!.OriginalString, StringComparison.Ordinal);
        Assert.DoesNotContain("5550101", await asked.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.True(asked.Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task An_unknown_number_is_answered_as_a_known_one()
    {
        using var known = await AskAsync(Alice);
        using var unknown = await AskAsync(Nobody);
        Assert.Equal(await BytesAsync(known), await BytesAsync(unknown));
        var code = await Rest.CodeAsync(Alice);
        var wrong = code == "000000" ? "000001" : "000000";
        Assert.Equal(await BytesAsync(await ResetAsync(known, wrong, New)), await BytesAsync(await ResetAsync(unknown, wrong, New)));
        await IsAsync("Choose a new PIN", await ResetAsync(unknown, code, New));
    }

    [Theory]
    [InlineData("1234", "The PIN counts up or down.")]
    [InlineData("7777", "The PIN is one digit repeated.")]
    [InlineData("1990", "The PIN is a year.")]
    [InlineData("123", "The new PIN must have 4 digits.")]
    [InlineData("12a4", "The new PIN must have 4 digits.")]
    [InlineData("", "The new PIN must have 4 digits.")]
    public async Task A_weak_PIN_is_refused_with_the_reason_and_costs_no_try(string weak, string reason)
    {
        using var asked = await AskAsync(Alice);
        var (code, page) = (await Rest.CodeAsync(Alice), asked);
        for (var i = 0; i < 6; i++) page = await ResetAsync(page, code, weak);
        await IsAsync("Choose a new PIN", page);
        Assert.Equal(reason, (await Page.ParseAsync(page)).QuerySelector("#failure a[href='#new_pin']")!.TextContent);
        await IsAsync("Your PIN is changed", await ResetAsync(page, code, New));
    }

    [Fact]
    public async Task After_five_wrong_codes_the_right_one_is_refused_too_and_another_is_good()
    {
        using var asked = await AskAsync(Alice);
        var (code, page) = (await Rest.CodeAsync(Alice), asked);
        for (var i = 0; i < 5; i++)
        {
            page = await ResetAsync(page, code == "000000" ? "000001" : "000000", New);
            Assert.NotNull((await Page.ParseAsync(page)).QuerySelector("#failure a[href='#code']"));
        }
        page = await ResetAsync(page, code, New);
        await IsAsync("Choose a new PIN", page);
        Host.Clock.Advance(TimeSpan.FromSeconds(60));
        using var again = await Browser.OpenAsync((await Page.ParseAsync(page)).QuerySelector("#again")!.GetAttribute("href")!);
        Assert.Equal(Alice, (await Page.ParseAsync(again)).QuerySelector("#phone_number")!.GetAttribute("value"));
        page = await SubmitAsync(again);
        await IsAsync("Your PIN is changed", await ResetAsync(page, await Rest.CodeAsync(Alice, messages: 2), New));
    }

    [Theory]
    [InlineData("600", "Choose a new PIN")]
    [InlineData("599", "Your PIN is changed")]
    [InlineData("1200", "Choose a new PIN")]
    [InlineData("1201", "This page has expired")]
    public async Task The_code_is_good_for_ten_minutes_and_the_page_as_long_as_a_code_may_come(string seconds, string title)
    {
        using var asked = await AskAsync(Alice);
        var code = await Rest.CodeAsync(Alice);
        Host.Clock.Advance(TimeSpan.FromSeconds(int.Parse(seconds, System.Globalization.CultureInfo.InvariantCulture)));
        await IsAsync(title, await ResetAsync(asked, code, New));
    }

    [Fact]
    public async Task What_is_almost_a_ticket_leads_to_a_friendly_page()
    {
        using var asked = await AskAsync(Alice);
        var query = HttpUtility.ParseQueryString(asked.RequestMessage!.RequestUri!.Query);
        using var login = await Browser.OpenAsync(OAuth.AuthorizeUrl());
        var foreign = HttpUtility.ParseQueryString(login.RequestMessage!.RequestUri!.Query)["request"]!;
        // A padded ticket is the same ticket.
        foreach (var mangled in Mangled.Of(query["number"]!).Where(text => !text.EndsWith('=')).Append(foreign).Append(""))
        {
            await IsAsync("This page has expired", await Browser.OpenAsync("/pin/reset?number=" + Uri.EscapeDataString(mangled)));
            await IsAsync("Forgot your PIN?", await Browser.OpenAsync("/pin/forgot?number=" + Uri.EscapeDataString(mangled)));
        }
        await IsAsync("This page has expired", await Browser.OpenAsync("/pin/reset"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("2025550101")]
    [InlineData("+1202")]
    [InlineData("alice")]
    [InlineData("+999999999999")]
    public async Task What_is_no_number_is_refused_at_its_field(string typed)
    {
        using var refused = await AskAsync(typed);
        await IsAsync("Forgot your PIN?", refused);
        var page = await Page.ParseAsync(refused);
        Assert.NotNull(page.QuerySelector("#failure a[href='#phone_number']"));
        Assert.Equal("true", page.QuerySelector("#phone_number")!.GetAttribute("aria-invalid"));
    }

    [Fact]
    public async Task The_request_that_waits_is_kept_on_the_way()
    {
        using var login = await Browser.OpenAsync(OAuth.AuthorizeUrl());
        using var pin = await ClickAsync(login, "#use-pin");
        using var forgot = await ClickAsync(pin, "#forgot");
        using var asked = await SubmitAsync(forgot, ("phone_number", Alice));
        using var changed = await ResetAsync(asked, await Rest.CodeAsync(Alice), New);
        await IsAsync("Your PIN is changed", changed);
        using var consent = await SubmitAsync(await ClickAsync(changed, "#sign-in"), ("phone_number", Alice), ("pin", New));
        await IsAsync("Example Web asks for access", consent);
    }

    private async Task<HttpResponseMessage> ClickAsync(HttpResponseMessage page, string link) => await Browser.OpenAsync((await Page.ParseAsync(page)).QuerySelector(link)!.GetAttribute("href")!);

    private async Task<HttpResponseMessage> AskAsync(string phone) => await SubmitAsync(await Browser.GetAsync("/pin/forgot"), ("phone_number", phone));

    private Task<HttpResponseMessage> ResetAsync(HttpResponseMessage page, string code, string pin) => SubmitAsync(page, ("code", code), ("new_pin", pin));
}
