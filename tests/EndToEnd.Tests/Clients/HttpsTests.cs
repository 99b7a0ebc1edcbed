using AuthServer.Protocol;
using EndToEnd.Browsing;
using EndToEnd.Clients.OidcAgent;
using EndToEnd.Messaging;
using EndToEnd.Running;

namespace EndToEnd.Clients;

/// <summary>The server behind https, with a certificate that each client has to be told of, and no client told to put up with plain http.</summary>
public sealed class HttpsTests(Chromium chromium)
{
    [Fact]
    public async Task Foreign_clients_trust_the_certificate_and_the_browser_keeps_cookies_of_this_host_alone()
    {
        using var data = new Scratch();
        var certificate = new ServerCertificate(data);
        await using var server = await AuthServerProcess.StartAsync(data.Folder, certificate);
        var database = AuthServerProcess.Database(data.Folder);
        await using var window = await chromium.OpenAsync(new() { IgnoreHTTPSErrors = true });

        await WebAppAsync(server.Issuer, database, certificate, window);
        Assert.All((await window.CookiesAsync()).Where(c => c.Domain == "localhost"), cookie =>
        {
            Assert.StartsWith("__Host-", cookie.Name, StringComparison.Ordinal);
            Assert.True(cookie.Secure && cookie.HttpOnly, cookie.Name);
        });
        Assert.Empty(window.Complaints);
        await AgentAsync(server.Issuer, database, certificate, window);
    }

    private static async Task WebAppAsync(Uri issuer, string database, ServerCertificate certificate, Window window)
    {
        var port = Ports.Free();
        await ClientRows.AddAsync(database, ClientRows.ThirdParty("shop", "Strict Shop", WebApp.RedirectUri(port), null, AuthMethods.ClientSecretBasic));
        await using var app = await WebApp.StartAsync(WebApp.Oauth4webapi, issuer, port, ("CLIENT_ID", "shop"), ("CLIENT_SECRET", ClientRows.Secret), ("NODE_EXTRA_CA_CERTS", certificate.AuthorityFile));
        await new Visit(window, app.Address).SignInAsync("/login?response_mode=form_post");
        Assert.Equal("alice@example.com", (await app.DoAsync("userinfo"))["email"]);
        Assert.NotEmpty((await app.DoAsync("refresh")).Get("after"));
    }

    // The browser has a session by now: a single sign-on.
    private static async Task AgentAsync(Uri issuer, string database, ServerCertificate certificate, Window window)
    {
        var redirectUri = $"http://localhost:{Ports.Free()}";
        await ClientRows.AddAsync(database, ClientRows.ThirdParty("shell", "Shell", redirectUri, null, AuthMethods.ClientSecretBasic));
        await using var agent = await AgentProcess.StartAsync();
        await using var setup = agent.SetUp("alice", issuer, "code", "--manual", "--client-id=shell", "--client-secret=" + ClientRows.Secret, "--redirect-uri=" + redirectUri, "--cert-path=" + certificate.AuthorityFile);
        await window.OpenAsync(await setup.AddressAsync());
        await window.Page.ClickAsync("#allow");
        await setup.DoneAsync();
        Assert.NotEqual(await agent.TokenAsync("alice"), await agent.TokenAsync("alice", fresh: true));
    }
}
