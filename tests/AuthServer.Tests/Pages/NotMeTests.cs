using System.Net;

namespace AuthServer.Tests.Pages;

/// <summary>The link in the notice of a sign-in.</summary>
public sealed class NotMeTests : PageTest
{
    private const string Alice = "alice@example.com";
    private const string Phone = "+12025550101";
    private const string Password = "Correct-horse-7";

    [Fact]
    public async Task Opening_the_link_shows_the_sign_in_and_changes_nothing()
    {
        using var stranger = await SignedInAsync("alice", Password);
        var link = await LinkAsync();
        using var http = Host.NewClient();
        using var head = await http.SendAsync(new HttpRequestMessage(HttpMethod.Head, link));
        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        for (var i = 0; i < 3; i++)
        {
            using var shown = await Browser.GetAsync(link);
            await IsAsync("Was this you?", shown);
            var page = await Page.ParseAsync(shown);
            Assert.Equal("2027-01-15 12:01 UTC", page.QuerySelector("#time")!.TextContent);
            Assert.Equal("Browser", page.QuerySelector("#device")!.TextContent);
            Assert.Equal("127.0.0.1", page.QuerySelector("#address")!.TextContent);
        }
        Assert.True(await IsSignedInAsync(stranger));
        Assert.True(await SignsInAsync("alice", Password));
    }

    [Fact]
    public async Task The_button_ends_every_sign_in_and_spoils_the_password()
    {
        using var stranger = await SignedInAsync("alice", Password);
        var link = await LinkAsync();
        Host.Clock.Advance(TimeSpan.FromMinutes(1));
        using var owner = await SignedInAsync("alice", Password);
        using var ended = await SubmitAsync(await Browser.GetAsync(link));
        await IsAsync("That sign-in has ended", ended);
        Assert.Equal("/password/forgot", (await Page.ParseAsync(ended)).QuerySelector("#reset")!.GetAttribute("href"));
        Assert.False(await IsSignedInAsync(stranger));
        Assert.False(await IsSignedInAsync(owner));
        Assert.False(await SignsInAsync("alice", Password));
        Assert.True(await PinSignsInAsync(Phone, "4927"));
    }

    [Fact]
    public async Task After_a_sign_in_with_the_PIN_the_PIN_is_spoiled()
    {
        using var stranger = NewBrowser();
        await IsAsync("Hello", await stranger.SubmitAsync(await stranger.GetAsync("/login/pin"), new KeyValuePair<string, string>("phone_number", Phone), new KeyValuePair<string, string>("pin", "4927")));
        using var ended = await SubmitAsync(await Browser.GetAsync(await LinkAsync()));
        await IsAsync("That sign-in has ended", ended);
        Assert.Equal("/pin/forgot", (await Page.ParseAsync(ended)).QuerySelector("#reset")!.GetAttribute("href"));
        Assert.False(await IsSignedInAsync(stranger));
        Assert.False(await PinSignsInAsync(Phone, "4927"));
        Assert.True(await SignsInAsync("alice", Password));
    }

    [Fact]
    public async Task Said_again_after_a_reset_the_new_password_stays_good()
    {
        using var stranger = await SignedInAsync("alice", Password);
        var link = await LinkAsync();
        using var form = await Browser.GetAsync(link);
        Host.Clock.Advance(TimeSpan.FromMinutes(1));
        using var ended = await SubmitAsync(form);
        using var forgot = await Browser.GetAsync((await Page.ParseAsync(ended)).QuerySelector("#reset")!.GetAttribute("href")!);
        await IsAsync("Look into your mailbox", await SubmitAsync(forgot, ("email", Alice)));
        using var reset = await Browser.GetAsync(Local(await Rest.LinkToAsync(Alice, "/password/reset")));
        await IsAsync("Your password is changed", await SubmitAsync(reset, ("new_password", "Stormy-lantern-42")));
        await IsAsync("Nothing to do here any more", await SubmitAsync(form));
        Assert.True(await SignsInAsync("alice", "Stormy-lantern-42"));
    }

    [Fact]
    public async Task The_link_is_good_for_a_week()
    {
        using var signedIn = await SignedInAsync("alice", Password);
        var link = await LinkAsync();
        Host.Clock.Advance(TimeSpan.FromDays(7) - TimeSpan.FromSeconds(1));
        await IsAsync("Was this you?", await Browser.OpenAsync(link));
        Host.Clock.Advance(TimeSpan.FromSeconds(2));
        await IsAsync("Nothing to do here any more", await Browser.OpenAsync(link));
    }

    [Fact]
    public async Task What_is_almost_a_link_leads_to_a_friendly_page()
    {
        using var signedIn = await SignedInAsync("alice", Password);
        var link = await LinkAsync();
        foreach (var mangled in Mangled.Of(link["/not-me/".Length..]))
            await IsAsync("Nothing to do here any more", await Browser.OpenAsync("/not-me/" + Uri.EscapeDataString(mangled)));
        Assert.True(await IsSignedInAsync(signedIn));
    }

    private async Task<string> LinkAsync()
    {
        var link = await Rest.LinkToAsync(Alice, "/not-me/");
        Assert.StartsWith(AuthServerHost.Issuer + "/not-me/", link);
        return Local(link);
    }
}
