using System.Net;
using System.Text.RegularExpressions;

namespace AuthServer.Tests.Pages;

/// <summary>A host with a browser, for tests of pages that change accounts.</summary>
public abstract partial class PageTest : IAsyncLifetime
{
    private protected AuthServerHost Host { get; } = new();

    private protected Browser Browser { get; private set; } = null!;

    private protected Rest Rest { get; private set; } = null!;

    public ValueTask InitializeAsync()
    {
        (Browser, Rest) = (NewBrowser(), new Rest(Host));
        // Of the first sign-in of a new account nobody is told; the seeds are no newcomers.
        Host.Clock.Advance(TimeSpan.FromMinutes(1));
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        Browser.Dispose();
        Rest.Dispose();
        await Host.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected Browser NewBrowser() => new(Host.ClientOptions.BaseAddress);

    private protected static async Task IsAsync(string title, HttpResponseMessage page) => Assert.Equal((HttpStatusCode.OK, title), (page.StatusCode, await Page.TitleAsync(page)));

    /// <summary>Fills in the form of a page and sends it.</summary>
    private protected Task<HttpResponseMessage> SubmitAsync(HttpResponseMessage page, params (string Name, string Value)[] fields) =>
        Browser.SubmitAsync(page, fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));

    /// <summary>Signs in with a password in a new browser.</summary>
    private protected async Task<Browser> SignedInAsync(string username, string password)
    {
        var browser = NewBrowser();
        await IsAsync("Hello", await browser.SignInAsync(await browser.GetAsync("/login"), username, password));
        return browser;
    }

    /// <summary>Whether a password signs in.</summary>
    private protected async Task<bool> SignsInAsync(string username, string password)
    {
        using var browser = NewBrowser();
        return await Page.TitleAsync(await browser.SignInAsync(await browser.GetAsync("/login"), username, password)) == "Hello";
    }

    /// <summary>Whether a PIN signs in.</summary>
    private protected async Task<bool> PinSignsInAsync(string phone, string pin)
    {
        using var browser = NewBrowser();
        return await Page.TitleAsync(await browser.SubmitAsync(await browser.GetAsync("/login/pin"), new KeyValuePair<string, string>("phone_number", phone), new KeyValuePair<string, string>("pin", pin))) == "Hello";
    }

    private protected static async Task<bool> IsSignedInAsync(Browser browser) => await Page.TitleAsync(await browser.GetAsync("/")) == "Hello";

    /// <summary>Path and query of a link in a message: the host of the test listens on another port.</summary>
    private protected static string Local(string link) => new Uri(link).PathAndQuery;

    /// <summary>A page without what differs each time.</summary>
    private protected static async Task<string> BytesAsync(HttpResponseMessage page) => Sealed().Replace(await page.Content.ReadAsStringAsync(), "CfDJ8");

    [GeneratedRegex("CfDJ8[A-Za-z0-9_-]+")]
    private static partial Regex Sealed();
}
