using System.Net;
using System.Text.RegularExpressions;
using System.Web;
using EndToEnd.Clients;

namespace EndToEnd.Secrecy;

/// <summary>The flows that carry secrets, right and wrong, beside those of the sample: browser, OAuth and REST.</summary>
internal sealed partial class SecretFlows(Uri auth, Uri api)
{
    private static readonly (string, string) Web = ("web", "web-secret-0123456789abcdef0123456789");

    public async Task WalkAsync()
    {
        using var server = new PlatformClient(auth);
        using var resources = new PlatformClient(api);
        await BrowserAsync(server);
        await PasswordsAsync(server);
        await MistakesAsync(server, resources);
    }

    /// <summary>Login page, consent, code, tokens, userinfo, introspection, revocation, logout.</summary>
    private async Task BrowserAsync(PlatformClient server)
    {
        using var browser = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = false, UseProxy = false });
        var page = await FollowAsync(browser, AuthorizeUrl.Web(auth));
        page = await SubmitAsync(browser, page, ("username", "alice"), ("password", "Correct-horse-wrong"));
        page = await SubmitAsync(browser, page, ("username", "alice"), ("password", "Correct-horse-7"));
        page = await SubmitAsync(browser, page, ("decision", "allow"));
        var code = HttpUtility.ParseQueryString(page.Headers.Location!.Query)["code"]!;
        (string, string)[] redemption = [("grant_type", "authorization_code"), ("code", code), ("redirect_uri", AuthorizeUrl.WebCallback), ("code_verifier", AuthorizeUrl.Verifier)];
        var tokens = await server.PostFormAsync("/connect/token", Web, redemption);
        var (access, refresh, id) = (tokens.Get("access_token"), tokens.Get("refresh_token"), tokens.Get("id_token"));
        await server.GetAsync("/connect/userinfo", access);
        await server.PostFormAsync("/connect/introspect", Web, ("token", access));
        await server.PostFormAsync("/connect/token", Web, ("grant_type", "refresh_token"), ("refresh_token", refresh));
        await server.PostFormAsync("/connect/token", Web, redemption);
        await server.PostFormAsync("/connect/revocation", Web, ("token", refresh));
        await FollowAsync(browser, new Uri(auth, $"/connect/endsession?id_token_hint={id}&post_logout_redirect_uri=http%3A%2F%2Flocalhost%3A5300%2Fsignout-callback-oidc"));
        await FollowAsync(browser, AuthorizeUrl.Web(auth, ("id_token_hint", id), ("prompt", "none")));
    }

    private static async Task PasswordsAsync(PlatformClient server)
    {
        var registered = await server.PostJsonAsync("/api/v1/register/", new { username = "erin", email = "erin@example.com", phone = "+12025550177", password = "Stormy-lantern-42", role = "customer" });
        Assert.Equal(HttpStatusCode.Created, registered.Status);
        await server.PostJsonAsync("/api/v1/login/", new { username = "erin", password = "Stormy-lantern-42" });
        await server.PostJsonAsync("/api/v1/login/", new { username = "erin", password = "Stormy-lantern-43" });
        await server.GetAsync("/dev/inbox?format=json");
        await server.PostJsonAsync("/api/v1/refresh/", new { refresh = registered.Get("data.tokens.refresh") });
        await server.PostFormAsync("/connect/token", null, ("grant_type", "password"), ("client_id", "mobile"), ("username", "bob"), ("password", "Correct-horse-8"));
        await server.PostFormAsync("/connect/token", null, ("grant_type", "password"), ("client_id", "mobile"), ("username", "bob"), ("password", "Correct-horse-80"));
        await server.PinAsync("+12025550102", "6184");
        await server.PinAsync("+12025550102", "6185");
    }

    /// <summary>Wrong clients, mangled tokens, broken bodies: what is refused is not repeated.</summary>
    private static async Task MistakesAsync(PlatformClient server, PlatformClient resources)
    {
        var access = (await server.PinAsync("+12025550102", "6184")).Get("access_token");
        await server.PostFormAsync("/connect/token", ("web", "web-secret-that-is-wrong-0123456789"), ("grant_type", "client_credentials"));
        await server.PostFormAsync("/connect/token", Web, ("grant_type", "refresh_token"), ("refresh_token", "AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA"));
        await server.PostFormAsync("/connect/token", Web, ("grant_type", "authorization_code"), ("code", "a-code-that-nobody-was-ever-given-0123456789"), ("redirect_uri", AuthorizeUrl.WebCallback));
        await server.PostFormAsync("/connect/token", null, ("grant_type", "refresh_token"), ("refresh_token", "twice-0123456789"), ("refresh_token", "twice-0123456789"));
        await server.GetAsync("/connect/userinfo", access + "x");
        await server.GetAsync("/connect/userinfo?access_token=" + access);
        await server.PostJsonAsync("/auth/login/", new { phone_number = "not a number", pin = "4927" });
        await server.PostJsonAsync("/auth/register/", new { phone_number = "+12025550178", pin = "1234" });
        await server.PostJsonAsync("/api/v1/login/", new { username = "bob", password = new { not = "a string 0123456789" } });
        await server.SendAsync(HttpMethod.Post, "/api/v1/login/", new StringContent("{\"username\":\"bob\",\"password\":\"Correct-horse-8", null, "application/json"), null);
        await server.SendAsync(HttpMethod.Post, "/connect/token", new StringContent("{\"refresh_token\":\"in-json-0123456789\"}", null, "application/json"), null);
        await resources.GetAsync("/users/me/", access + "x");
        await resources.GetAsync("/users/me/", access[..^20]);
        await resources.GetAsync("/users/me/?access_token=" + access);
        await resources.SendAsync(HttpMethod.Put, "/users/me/", new StringContent("{\"first_name\":", null, "application/json"), new("Bearer", access));
    }

    private static async Task<HttpResponseMessage> FollowAsync(HttpClient browser, Uri address) => await FollowAsync(browser, await browser.GetAsync(address));

    private static async Task<HttpResponseMessage> FollowAsync(HttpClient browser, HttpResponseMessage response)
    {
        while (response.Headers.Location is { IsAbsoluteUri: false } next) response = await browser.GetAsync(new Uri(response.RequestMessage!.RequestUri!, next));
        return response;
    }

    private static async Task<HttpResponseMessage> SubmitAsync(HttpClient browser, HttpResponseMessage page, params IEnumerable<(string Name, string Value)> typed)
    {
        var html = await page.Content.ReadAsStringAsync();
        var fields = Input().Matches(html).Select(m => (HttpUtility.HtmlDecode(m.Groups["name"].Value), HttpUtility.HtmlDecode(m.Groups["value"].Value))).Concat(typed);
        var form = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Item1, f.Item2)));
        return await FollowAsync(browser, await browser.PostAsync(page.RequestMessage!.RequestUri, form));
    }

    [GeneratedRegex("<input[^>]*type=\"(?:hidden|checkbox)\"[^>]*name=\"(?<name>[^\"]+)\"[^>]*value=\"(?<value>[^\"]*)\"|<input name=\"(?<name>[^\"]+)\" type=\"hidden\" value=\"(?<value>[^\"]*)\"")]
    private static partial Regex Input();
}
