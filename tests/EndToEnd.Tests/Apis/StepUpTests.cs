using System.Net;
using System.Text.Json.Nodes;
using EndToEnd.Marketplace;
using EndToEnd.Running;
using Testing;

namespace EndToEnd.Apis;

/// <summary>An API that wants a newer sign-in, and a client that gets one (RFC 9470).</summary>
public sealed class StepUpTests(SharedPlatform shared)
{
    private const string Scope = "openid roles verifications:review";

    private Platform Platform => shared.Platform;

    [Fact]
    public async Task Reviewer_of_yesterday_has_to_sign_in_again_and_then_decides()
    {
        var path = await SubmittedAsync();
        using var app = new DiscoveringClient(Platform.Api, "spa", "http://localhost:5173/callback");
        await app.DiscoverAsync(Challenge.Of(await app.CallAsync("POST", path + "mark_verified/", null)));
        using var browser = new Browser(Platform.Auth);
        var today = await TokenAsync(app, await browser.SignInAsync(await browser.OpenAsync(app.AuthorizeUrl(Scope)), "admin", "Correct-horse-9"));
        Assert.Equal(HttpStatusCode.OK, (await app.CallAsync("POST", path + "mark_in_progress/", today)).Status);

        await Platform.AgeSignInAsync(Claims(today)["sid"]!.ToString(), TimeSpan.FromHours(13));
        // The app goes on without the user: its new token tells of the old sign-in.
        var old = await TokenAsync(app, await browser.OpenAsync(app.AuthorizeUrl(Scope, ("prompt", "none"))));
        Assert.Equal(HttpStatusCode.OK, (await app.CallAsync("GET", "/users/verifications/status_summary/", old)).Status);
        var refused = await app.CallAsync("POST", path + "mark_verified/", old);
        var challenge = Challenge.Of(refused);
        Assert.Equal(
            (HttpStatusCode.Unauthorized, "insufficient_user_authentication", "insufficient_user_authentication", "43200"),
            (refused.Status, refused["code"], challenge["error"], challenge["max_age"]));

        var silent = await browser.OpenAsync(app.AuthorizeUrl(Scope, ("max_age", challenge["max_age"]), ("prompt", "none")));
        Assert.Equal("login_required", app.Answer(silent)["error"]);
        var login = await browser.OpenAsync(app.AuthorizeUrl(Scope, ("max_age", challenge["max_age"])));
        Assert.Equal("Sign in", await Page.TitleAsync(login));
        var renewed = await TokenAsync(app, await browser.SignInAsync(login, "admin", "Correct-horse-9"));
        Assert.Equal(Claims(today)["sub"]!.ToString(), Claims(renewed)["sub"]!.ToString());
        var decided = await app.CallAsync("POST", path + "mark_verified/", renewed);
        Assert.Equal((HttpStatusCode.OK, "verified"), (decided.Status, decided["data.status"]));
        // The newer sign-in makes no token newer that was issued before it.
        Assert.Equal("insufficient_user_authentication", (await app.CallAsync("POST", path + "mark_rejected/", old))["code"]);
    }

    private async Task<string> SubmittedAsync()
    {
        using var member = await Member.RegisterAsync(Platform.Auth, Platform.Api);
        return $"/users/verifications/{(await member.SendAsync("POST", "/users/verify/", Papers.Passport())).Get("data.id")}/";
    }

    private static async Task<string> TokenAsync(DiscoveringClient app, HttpResponseMessage redirect) => (await app.RedeemAsync(app.Answer(redirect))).Get("access_token");

    private static JsonObject Claims(string token) => JsonNode.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(token.Split('.')[1]))!.AsObject();
}
