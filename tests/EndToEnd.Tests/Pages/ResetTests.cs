using EndToEnd.Browsing;
using EndToEnd.Clients;
using EndToEnd.Running;
using Microsoft.Playwright;

namespace EndToEnd.Pages;

/// <summary>Forgotten secrets and foreign sign-ins, as people with a browser go through them.</summary>
public sealed class ResetTests(SharedPlatform shared, Chromium chromium)
{
    private Uri Auth => shared.Platform.Auth;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_forgotten_password_is_reset_with_and_without_JavaScript(bool javaScript)
    {
        // A server of its own: the users of the shared one keep their passwords.
        using var data = new Scratch();
        await using var server = await AuthServerProcess.StartAsync(data.Folder);
        var auth = new Uri($"http://localhost:{server.Address.Port}");
        await using var window = await chromium.OpenAsync(new() { JavaScriptEnabled = javaScript });
        await window.OpenAsync(new Uri(auth, "/login"));
        await window.Page.ClickAsync("#forgot");
        await window.Page.FillAsync("#email", "bob@example.com");
        await window.Page.PressAsync("#email", "Enter");
        await window.ArriveAsync("**/password/sent");
        await window.OpenAsync(new Uri(await Inbox.LinkAsync(auth, "bob@example.com", "/password/reset")));
        await window.Page.FillAsync("#new_password", "password1");
        await window.Page.ClickAsync("#submit");
        await Assertions.Expect(window.Page.Locator("#failure")).ToBeFocusedAsync();
        await window.Page.ClickAsync("#failure a");
        await Assertions.Expect(window.Page.Locator("#new_password")).ToBeFocusedAsync();
        await window.Page.FillAsync("#new_password", "Stormy-lantern-43");
        await window.Page.ClickAsync("#submit");
        await window.ArriveAsync("**/password/changed");
        await window.Page.ReloadAsync();
        Assert.Equal(3, window.Requests.Count(r => r.Method == "POST"));
        await window.Page.ClickAsync("#sign-in");
        await window.SignInAsync("bob", "Stormy-lantern-43");
        await window.Page.WaitForSelectorAsync("#sign-out");
        Assert.Empty(window.Complaints);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_sign_in_is_disowned_with_and_without_JavaScript(bool javaScript)
    {
        var user = await NewUser.RegisterAsync(Auth);
        await using var stranger = await chromium.OpenAsync();
        await stranger.OpenAsync(new Uri(Auth, "/login"));
        await stranger.SignInAsync(user.Username, user.Password);
        await stranger.Page.WaitForSelectorAsync("#sign-out");
        await using var window = await chromium.OpenAsync(new() { JavaScriptEnabled = javaScript });
        await window.OpenAsync(new Uri(await user.LinkAsync("/not-me/")));
        await window.Page.ClickAsync("#not-me");
        await window.ArriveAsync("**/not-me/ended**");
        await window.Page.ClickAsync("#reset");
        Assert.Equal("Forgot your password?", await window.HeadingAsync());
        await stranger.OpenAsync(Auth);
        Assert.True(await stranger.Page.IsVisibleAsync("#sign-in"));
        Assert.Empty(window.Complaints);
    }
}
