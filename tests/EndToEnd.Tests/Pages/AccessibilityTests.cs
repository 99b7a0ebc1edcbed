using EndToEnd.Browsing;
using EndToEnd.Clients;
using EndToEnd.Running;

namespace EndToEnd.Pages;

/// <summary>Every page: no fault that axe finds, in light and dark, on a small phone and a desktop; no sideways scrolling; pictures in artifacts/screenshots.</summary>
public sealed class AccessibilityTests(SharedPlatform shared, Chromium chromium)
{
    // A long name finds what does not wrap.
    private const string Unknown = "somebody-with-a-rather-long-username-that-nobody-has@example.com";

    private static readonly Dictionary<string, Func<Window, Uri, Task>> Ways = new()
    {
        ["index"] = (window, auth) => window.OpenAsync(auth),
        ["index-signed-in"] = async (window, auth) =>
        {
            await SignInAsync(window, auth);
            await window.OpenAsync(auth);
        },
        ["login"] = (window, auth) => window.OpenAsync(AuthorizeUrl.Web(auth)),
        ["login-failed"] = async (window, auth) =>
        {
            await window.OpenAsync(AuthorizeUrl.Web(auth));
            await window.SignInAsync(Unknown, "wrong");
            await window.Page.WaitForSelectorAsync("#failure");
        },
        ["login-pin"] = (window, auth) => window.OpenAsync(new Uri(auth, "/login/pin")),
        ["login-pin-failed"] = async (window, auth) =>
        {
            await window.OpenAsync(new Uri(auth, "/login/pin"));
            await window.SignInWithPinAsync("+12025550199", "2468");
            await window.Page.WaitForSelectorAsync("#failure");
        },
        ["consent"] = async (window, auth) =>
        {
            await window.OpenAsync(AuthorizeUrl.Web(auth, ("scope", "openid profile email phone address roles offline_access users:read users:write search"), ("prompt", "consent")));
            await window.SignInAsync("admin", "Correct-horse-9");
            await window.Page.WaitForSelectorAsync("#allow");
        },
        ["logout"] = async (window, auth) =>
        {
            await SignInAsync(window, auth);
            await window.OpenAsync(new Uri(auth, "/logout"));
        },
        ["logout-for-client"] = async (window, auth) =>
        {
            await SignInAsync(window, auth);
            await window.OpenAsync(new Uri(auth, "/connect/endsession?client_id=web&post_logout_redirect_uri=http%3A%2F%2Flocalhost%3A5300%2Fsignout-callback-oidc"));
            await window.Page.WaitForSelectorAsync("#client-name");
        },
        ["signed-out"] = async (window, auth) =>
        {
            await SignInAsync(window, auth);
            await window.OpenAsync(new Uri(auth, "/logout"));
            await window.Page.ClickAsync("#confirm");
            await window.Page.WaitForURLAsync("**/signed-out");
        },
        ["error-request"] = (window, auth) => window.OpenAsync(AuthorizeUrl.Web(auth, ("redirect_uri", "http://localhost:5300/elsewhere"))),
        ["error-not-found"] = (window, auth) => window.OpenAsync(new Uri(auth, "/nothing-here")),
        ["expired"] = (window, auth) => window.OpenAsync(new Uri(auth, "/login?request=damaged")),
        ["expired-form"] = async (window, auth) =>
        {
            await window.OpenAsync(AuthorizeUrl.Web(auth));
            await window.ForgetCookiesAsync();
            await window.SignInAsync();
            await window.Page.WaitForLoadStateAsync();
        },
        ["inbox"] = (window, auth) => window.OpenAsync(new Uri(auth, "/dev/inbox")),
    };

    public static TheoryData<string> Names => [.. Ways.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task No_page_has_a_fault_that_axe_finds(string name)
    {
        await using var window = await chromium.OpenAsync();
        await Ways[name](window, shared.Platform.Auth);
        Assert.Empty(await Look.FaultsAsync(window.Page, name));
        Assert.Empty(Unexpected(window));
    }

    /// <summary>An error page's own status is in the console too.</summary>
    private static IEnumerable<string> Unexpected(Window window) => window.Complaints.Where(c => !c.Contains("status of 40", StringComparison.Ordinal));

    private static async Task SignInAsync(Window window, Uri auth)
    {
        await window.OpenAsync(new Uri(auth, "/login"));
        await window.SignInAsync("bob", "Correct-horse-8");
        await window.Page.WaitForSelectorAsync("#sign-out");
    }
}
