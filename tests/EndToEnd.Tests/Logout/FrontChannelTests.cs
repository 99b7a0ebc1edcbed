using System.Diagnostics;
using AuthServer.Protocol.Storage;
using EndToEnd.Browsing;
using EndToEnd.Clients;
using EndToEnd.Running;
using Microsoft.EntityFrameworkCore;

namespace EndToEnd.Logout;

/// <summary>Front-channel logout in a real browser, with two apps of different origins.</summary>
public sealed class FrontChannelTests(Chromium chromium)
{
    private const string WebSecret = "web-secret-0123456789abcdef0123456789";
    private const string PartnerSecret = "partner-secret-0123456789abcdef01234567";
    private const string State = "a b&c=\"<'é";

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public async Task Every_app_is_signed_out_in_the_browser_before_it_returns(bool javaScript, bool hangs)
    {
        using var data = new Scratch();
        await using var server = await AuthServerProcess.StartAsync(data.Folder);
        await using var web = await BrowserApp.StartAsync();
        await using var partner = await BrowserApp.StartAsync();
        partner.Hangs = hangs;
        await RegisterAsync(data.File("auth.db"), "web", web, sessionRequired: true);
        await RegisterAsync(data.File("auth.db"), "partner", partner, sessionRequired: false);
        var issuer = new Uri($"http://localhost:{server.Address.Port}");
        using var http = new PlatformClient(server.Address);
        await using var window = await chromium.OpenAsync(new() { JavaScriptEnabled = javaScript });

        await window.OpenAsync(AuthorizeUrl.For(issuer, "web", web.Origin + "/callback"));
        await window.SignInAsync();
        var idToken = await RedeemAsync(window, http, "web", WebSecret, web);
        await window.OpenAsync(AuthorizeUrl.For(issuer, "partner", partner.Origin + "/callback"));
        await RedeemAsync(window, http, "partner", PartnerSecret, partner);

        var watch = Stopwatch.StartNew();
        await window.OpenAsync(new Uri(issuer, $"/connect/endsession?id_token_hint={idToken}&state={Uri.EscapeDataString(State)}&post_logout_redirect_uri={Uri.EscapeDataString(web.Origin + "/done")}"));
        await window.ArriveAsync(web.Origin + "/done**");
        Console.WriteLine($"Measured: front-channel logout of two apps in {watch.ElapsedMilliseconds} ms (JavaScript {javaScript}, one hangs {hangs})");
        Assert.Equal(State, AuthorizeUrl.Answer(window.Page.Url)["state"]);
        var (signedIn, query) = await web.LoadedAsync();
        Assert.True(signedIn);
        Assert.StartsWith($"?iss={Uri.EscapeDataString(issuer.GetLeftPart(UriPartial.Authority))}&sid=", query, StringComparison.Ordinal);
        Assert.Equal((true, ""), await partner.LoadedAsync());
        Assert.Empty(window.Complaints);
    }

    private static async Task RegisterAsync(string database, string clientId, BrowserApp app, bool sessionRequired)
    {
        var options = new DbContextOptionsBuilder<ProtocolDbContext>();
        options.UseProtocolSqlite($"Data Source={database}");
        await using var db = new ProtocolDbContext(options.Options);
        var client = await db.Clients.SingleAsync(c => c.ClientId == clientId);
        (client.RedirectUris, client.PostLogoutRedirectUris) = ([app.Origin + "/callback"], [app.Origin + "/done"]);
        (client.FrontChannelLogoutUri, client.FrontChannelLogoutSessionRequired) = (app.Origin + "/front", sessionRequired);
        await db.SaveChangesAsync();
    }

    private static async Task<string> RedeemAsync(Window window, PlatformClient http, string clientId, string secret, BrowserApp app)
    {
        await window.Page.ClickAsync("#allow");
        await window.ArriveAsync(app.Origin + "/callback**");
        var answer = await http.PostFormAsync(
            "/connect/token", (clientId, secret), ("grant_type", "authorization_code"), ("code", AuthorizeUrl.Answer(window.Page.Url)["code"]), ("redirect_uri", app.Origin + "/callback"), ("code_verifier", AuthorizeUrl.Verifier));
        return answer.Get("id_token");
    }
}
