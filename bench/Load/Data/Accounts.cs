using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Load.Servers;
using Testing;

namespace Load.Data;

/// <summary>What a run needs of the server before it is measured, over its own routes: a first sign-in, a client, known devices and browsers that are signed in.</summary>
internal sealed class Accounts(Server auth)
{
    /// <summary>The PIN of every user: alice's, of whom they are copies.</summary>
    public const string Pin = "4927";

    private static readonly string[] GrantTypes = ["authorization_code", "refresh_token"];
    private static readonly string[] RedirectUris = ["http://127.0.0.1/callback"];

    private const string Authorize = "/connect/authorize?response_type=code&client_id=web&redirect_uri=http%3A%2F%2Flocalhost%3A5300%2Fsignin-oidc&scope=openid%20offline_access%20users%3Aread&prompt=consent&code_challenge_method=S256&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
    /// <summary>A client that may act for itself, and its secret.</summary>
    public const string Worker = "worker:worker-secret-0123456789abcdef01234567";

    /// <summary>Signs in by PIN on a device that is known from then on.</summary>
    /// <returns>The access token.</returns>
    public async Task<string> SignInAsync(string phone)
    {
        using var answer = await auth.Http.PostAsJsonAsync(new Uri("/auth/login/", UriKind.Relative), new { phone_number = phone, pin = Pin, device = new { id = "device-of-" + phone } });
        return (await RequireAsync(answer)).GetProperty("data").GetProperty("tokens").GetProperty("access").GetString()!;
    }

    /// <summary>Lets a user look at their profile, which exists from then on.</summary>
    public async Task ShowAsync(string phone, Server api)
    {
        using var answer = await api.Http.SendAsync(new HttpRequestMessage(HttpMethod.Get, "/users/me/") { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", await SignInAsync(phone)) } });
        await RequireAsync(answer);
    }

    /// <summary>Registers an app whose access tokens are references.</summary>
    public async Task AddReferenceClientAsync(string clientId)
    {
        using var granted = await auth.Http.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/connect/token")
        {
            Headers = { Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes(Worker))) },
            Content = new FormUrlEncodedContent([new("grant_type", "client_credentials"), new("scope", "admin")]),
        });
        var token = (await RequireAsync(granted)).GetProperty("access_token").GetString();
        using var added = await auth.Http.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/api/v1/admin/clients/")
        {
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) },
            Content = JsonContent.Create(new
            {
                client_id = clientId, client_name = "Reference tokens", first_party = true, application_type = "native", token_endpoint_auth_method = "none", access_token_format = "reference",
                grant_types = GrantTypes, redirect_uris = RedirectUris,
                scope = "openid profile email phone address offline_access roles users:read users:write search verifications:submit verifications:review kyc",
            }),
        });
        await RequireAsync(added);
    }

    /// <summary>Signs a browser in on the page, and allows the web app what it asks for.</summary>
    /// <returns>Its session cookie.</returns>
    public async Task<string> SignInBrowserAsync(string username)
    {
        using var browser = new Browser(auth.Address);
        using var page = await browser.OpenAsync(Authorize);
        using var consent = await browser.SignInAsync(page, username);
        using var allowed = await browser.AllowAsync(consent);
        return browser.Cookies.GetCookies(auth.Address)["session"]?.Value ?? throw new InvalidOperationException($"The browser of {username} was not signed in: {await allowed.Content.ReadAsStringAsync()}");
    }

    /// <summary>Refreshes.</summary>
    /// <returns>The access token.</returns>
    public async Task<string> RefreshAsync(string clientId, string refreshToken)
    {
        using var answer = await auth.Http.PostAsync(new Uri("/connect/token", UriKind.Relative), new FormUrlEncodedContent([new("grant_type", "refresh_token"), new("client_id", clientId), new("refresh_token", refreshToken)]));
        return (await RequireAsync(answer)).GetProperty("access_token").GetString()!;
    }

    private static async Task<JsonElement> RequireAsync(HttpResponseMessage answer)
    {
        var body = await answer.Content.ReadAsStringAsync();
        if (answer.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.Created)) throw new InvalidOperationException($"{answer.RequestMessage!.RequestUri}: {(int)answer.StatusCode} {body}");
        return JsonDocument.Parse(body).RootElement;
    }
}
