using AuthServer.Protocol.Logout;
using Microsoft.EntityFrameworkCore;

namespace AuthServer.Protocol.Tests.Logout;

/// <summary>What tests of logout do with browsers and rows.</summary>
internal static class LogoutClients
{
    public const string Target = "http://localhost:5300/signout-callback-oidc";
    public const string End = "/connect/endsession";

    /// <summary>Tokens of <c>web</c> or <c>partner</c> on the session of a browser that is signed in.</summary>
    public static async Task<OAuthAnswer> TokensAsync(this Server server, Browser browser, string clientId = "web")
    {
        var (secret, callback) = clientId == "web" ? (OAuth.WebSecret, OAuth.WebCallback) : (OAuth.PartnerSecret, OAuth.PartnerCallback);
        var answer = await OAuth.SignInAsync(
            browser, ("client_id", clientId), ("redirect_uri", callback), ("scope", "openid offline_access"), ("code_challenge", OAuth.Challenge), ("code_challenge_method", "S256"));
        return Expect.Tokens(await server.OAuth.PostAsync(
            "/connect/token", clientId, secret, ("grant_type", "authorization_code"), ("code", answer["code"]), ("redirect_uri", callback), ("code_verifier", OAuth.Verifier)));
    }

    public static string Address(params IEnumerable<(string Name, string Value)> parameters) => End + "?" + string.Join('&', parameters.Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value)}"));

    public static Task<HttpResponseMessage> SignOutAsync(this Browser browser, OAuthAnswer tokens) => browser.OpenAsync(Address(("id_token_hint", tokens.IdToken)));

    /// <summary>Whether the browser is signed in.</summary>
    public static async Task<bool> IsSignedInAsync(this Browser browser)
    {
        using var response = await browser.OpenAsync(OAuth.AuthorizeUrl(("prompt", "none")));
        return OAuth.Answer(response).GetValueOrDefault("error") != "login_required";
    }

    public static string Sid(OAuthAnswer tokens) => (string)OAuth.Payload(tokens.IdToken)["sid"]!;

    /// <summary>What is still to be told.</summary>
    public static async Task<List<LogoutDelivery>> WaitingAsync(this Server server)
    {
        await using var db = await server.DbAsync();
        return await db.Set<LogoutDelivery>().AsNoTracking().ToListAsync();
    }

    /// <summary>Waits until the rows of what is to be told are as they should be.</summary>
    public static async Task<List<LogoutDelivery>> WaitingAsync(this Server server, Func<List<LogoutDelivery>, bool> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            var rows = await server.WaitingAsync();
            if (condition(rows)) return rows;
            await Task.Delay(20, limit.Token);
        }
    }

    /// <summary>Waits until an attempt has failed and the next is set.</summary>
    public static async Task<LogoutDelivery> FailedAsync(this Server server, int attempts)
    {
        // While an attempt is made, its row is leased for 15 s of a clock that stands still.
        var leased = server.Clock.GetUtcNow() + TimeSpan.FromSeconds(15);
        return Assert.Single(await server.WaitingAsync(rows => rows is [{ } row] && row.Attempts == attempts && row.NextAt != leased));
    }
}
