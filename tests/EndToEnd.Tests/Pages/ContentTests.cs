using EndToEnd.Browsing;
using EndToEnd.Clients;
using EndToEnd.Running;

namespace EndToEnd.Pages;

/// <summary>What pages are made of: nothing inline, nothing from elsewhere, little of it.</summary>
public sealed class ContentTests(SharedPlatform shared, Chromium chromium)
{
    private const int LoginPageLimit = 60_000;

    private Uri Auth => shared.Platform.Auth;

    public static TheoryData<string> Pages => ["/", "/login", "/login/pin", "/signed-out", "/expired", "/password/forgot", "/password/sent", "/password/reset", "/password/changed", "/pin/forgot", "/pin/reset", "/pin/changed", "/not-me", "/not-me/ended", "/nothing-here", "/connect/authorize"];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task No_page_may_run_inline_scripts_or_be_framed(string page)
    {
        await using var window = await chromium.OpenAsync();
        var policy = (await (await window.OpenAsync(new Uri(Auth, page))).AllHeadersAsync())["content-security-policy"];
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("*", policy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_whole_sign_in_breaks_no_content_security_policy_and_asks_nobody_else()
    {
        await using var app = await LoopbackApp.StartAsync();
        await using var window = await chromium.OpenAsync();
        await window.OpenAsync(AuthorizeUrl.For(Auth, "mobile", app.RedirectUri, ("prompt", "consent")));
        await window.SignInAsync("bob", "wrong");
        await window.SignInAsync("bob", "Correct-horse-8");
        await window.Page.ClickAsync("#allow");
        await app.AnswerAsync();
        await window.OpenAsync(new Uri(Auth, "/logout"));
        await window.Page.ClickAsync("#confirm");
        Assert.Empty(window.Complaints);
        Assert.All(window.Requests, r => Assert.True(IsOurs(r.Url, app), r.Url));
    }

    [Fact]
    public async Task The_answer_by_form_post_arrives_without_a_click_or_with_one()
    {
        foreach (var javaScript in (bool[])[true, false])
        {
            await using var window = await chromium.OpenAsync(new() { JavaScriptEnabled = javaScript });
            // Nothing listens there: what counts is that the browser is sent to it with a POST.
            await window.Page.RouteAsync(AuthorizeUrl.WebCallback, route => route.FulfillAsync(new() { ContentType = "text/html", Body = "<title>app</title>" }));
            await window.OpenAsync(AuthorizeUrl.Web(Auth, ("response_mode", "form_post"), ("prompt", "consent")));
            await window.SignInAsync("bob", "Correct-horse-8");
            await window.Page.ClickAsync("#deny");
            if (!javaScript) await window.Page.ClickAsync("noscript button");
            await window.ArriveAsync(AuthorizeUrl.WebCallback);
            var post = Assert.Single(window.Requests, r => r.Url == AuthorizeUrl.WebCallback);
            Assert.Equal("POST", post.Method);
            Assert.Contains("error=access_denied", post.PostData!, StringComparison.Ordinal);
            Assert.Empty(window.Complaints);
        }
    }

    [Fact]
    public async Task The_login_page_is_light()
    {
        await using var window = await chromium.OpenAsync();
        await window.OpenAsync(AuthorizeUrl.Web(Auth));
        var total = 0;
        foreach (var request in window.Requests.Where(r => !r.Url.StartsWith("data:", StringComparison.Ordinal)))
        {
            var sizes = await request.SizesAsync();
            total += sizes.ResponseBodySize + sizes.ResponseHeadersSize;
        }
        Console.WriteLine($"Measured: the login page transfers {total} bytes");
        Assert.InRange(total, 1, LoginPageLimit);
    }

    private bool IsOurs(string url, LoopbackApp app) =>
        url.StartsWith(Auth.AbsoluteUri, StringComparison.Ordinal) || url.StartsWith(app.RedirectUri, StringComparison.Ordinal) || url.StartsWith("data:", StringComparison.Ordinal);
}
