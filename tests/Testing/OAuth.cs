using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Web;
using Microsoft.IdentityModel.Tokens;

namespace Testing;

/// <summary>The requests of an OAuth client, as plain HTTP.</summary>
public sealed class OAuth(AuthServerHost host) : IDisposable
{
    public const string WebSecret = "web-secret-0123456789abcdef0123456789";
    public const string PartnerSecret = "partner-secret-0123456789abcdef01234567";
    public const string WorkerSecret = "worker-secret-0123456789abcdef01234567";
    public const string ApiSecret = "resource-secret-0123456789abcdef012345";
    public const string WebCallback = "http://localhost:5300/signin-oidc";
    public const string PartnerCallback = "http://localhost:5301/callback";
    public const string MobileCallback = "com.example.mobile:/callback";
    public const string Verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    public static string Challenge { get; } = Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)));

    public HttpClient Http { get; } = host.NewClient();

    /// <summary>Posts a form to an endpoint.</summary>
    public async Task<OAuthAnswer> PostAsync(string path, string? basicId, string? basicSecret, params IEnumerable<(string Name, string Value)> form)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(form.Select(f => KeyValuePair.Create(f.Name, f.Value))) };
        if (basicId is not null) request.Headers.Authorization = Basic(basicId, basicSecret ?? "");
        return await OAuthAnswer.OfAsync(await Http.SendAsync(request));
    }

    public Task<OAuthAnswer> TokenAsync(params IEnumerable<(string Name, string Value)> form) => PostAsync("/connect/token", null, null, form);

    public Task<OAuthAnswer> PinAsync(string phone = "+12025550101", string pin = "4927", string? scope = null) => TokenAsync(
        [("grant_type", "urn:authplatform:grant-type:pin"), ("client_id", "mobile"), ("phone_number", phone), ("pin", pin), .. scope is null ? [] : new[] { ("scope", scope) }]);

    public Task<OAuthAnswer> RefreshAsync(string token, string clientId = "mobile") => TokenAsync(("grant_type", "refresh_token"), ("client_id", clientId), ("refresh_token", token));

    public Task<OAuthAnswer> WorkerAsync(string? scope = null) => PostAsync("/connect/token", "worker", WorkerSecret, [("grant_type", "client_credentials"), .. scope is null ? [] : new[] { ("scope", scope) }]);

    public Task<OAuthAnswer> IntrospectAsync(string token, string clientId = "resource-api", string secret = ApiSecret) => PostAsync("/connect/introspect", clientId, secret, ("token", token));

    /// <summary>Redeems a code as <c>web</c>.</summary>
    public Task<OAuthAnswer> RedeemAsync(string code, string? verifier = null) => PostAsync(
        "/connect/token", "web", WebSecret, [("grant_type", "authorization_code"), ("code", code), ("redirect_uri", WebCallback), .. verifier is null ? [] : new[] { ("code_verifier", verifier) }]);

    public async Task<OAuthAnswer> UserInfoAsync(string accessToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/connect/userinfo");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        return await OAuthAnswer.OfAsync(await Http.SendAsync(request));
    }

    /// <summary>The address of an authorization request; a null removes a parameter.</summary>
    public static string AuthorizeUrl(params IEnumerable<(string Name, string? Value)> changes)
    {
        var parameters = new Dictionary<string, string?>
        {
            ["client_id"] = "web",
            ["redirect_uri"] = WebCallback,
            ["response_type"] = "code",
            ["scope"] = "openid profile email offline_access",
            ["state"] = "af0ifjsldkj",
            ["nonce"] = "n-0S6_WzA2Mj",
        };
        foreach (var (name, value) in changes) parameters[name] = value;
        return "/connect/authorize?" + string.Join('&', parameters.Where(p => p.Value is not null).Select(p => $"{p.Key}={Uri.EscapeDataString(p.Value!)}"));
    }

    /// <summary>Goes through login and consent as a user and returns the parameters of the answer to the client.</summary>
    public static async Task<Dictionary<string, string>> SignInAsync(Browser browser, params IEnumerable<(string Name, string? Value)> changes)
    {
        var response = await browser.OpenAsync(AuthorizeUrl(changes));
        if (await Page.TitleAsync(response) == "Sign in") response = await browser.SignInAsync(response);
        if (response.Headers.Location is null) response = await browser.AllowAsync(response);
        return Answer(response);
    }

    /// <summary>The parameters that a redirect carries to the client.</summary>
    public static Dictionary<string, string> Answer(HttpResponseMessage response)
    {
        var location = response.Headers.Location ?? throw new InvalidOperationException($"No redirect, but {(int)response.StatusCode}.");
        var query = HttpUtility.ParseQueryString(location.OriginalString.Split('?', 2).ElementAtOrDefault(1) ?? "");
        return query.AllKeys.ToDictionary(k => k!, k => query[k]!);
    }

    /// <summary>The payload of a JWT, unchecked.</summary>
    public static JsonObject Payload(string jwt) => JsonNode.Parse(Base64UrlEncoder.Decode(jwt.Split('.')[1]))!.AsObject();

    /// <summary>The header of a JWT, unchecked.</summary>
    public static JsonObject Header(string jwt) => JsonNode.Parse(Base64UrlEncoder.Decode(jwt.Split('.')[0]))!.AsObject();

    public static AuthenticationHeaderValue Basic(string id, string secret) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{HttpUtility.UrlEncode(id)}:{HttpUtility.UrlEncode(secret)}")));

    public Browser NewBrowser() => new(host.ClientOptions.BaseAddress);

    public void Dispose() => Http.Dispose();
}
