using System.Text.Json.Nodes;
using EndToEnd.Browsing;
using EndToEnd.Clients;
using EndToEnd.Running;
using Microsoft.Playwright;

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
            await window.ArriveAsync("**/signed-out");
        },
        ["error-request"] = (window, auth) => window.OpenAsync(AuthorizeUrl.Web(auth, ("redirect_uri", "http://localhost:5300/elsewhere"))),
        ["error-not-found"] = (window, auth) => window.OpenAsync(new Uri(auth, "/nothing-here")),
        ["expired"] = (window, auth) => window.OpenAsync(new Uri(auth, "/login?request=damaged")),
        ["expired-form"] = async (window, auth) =>
        {
            await window.OpenAsync(AuthorizeUrl.Web(auth));
            await window.ForgetCookiesAsync();
            await window.SignInAsync();
            await Assertions.Expect(window.Page.Locator("#title")).ToHaveTextAsync("This form has expired");
        },
        ["password-forgot"] = (window, auth) => window.OpenAsync(new Uri(auth, "/password/forgot")),
        ["password-forgot-failed"] = async (window, auth) =>
        {
            await window.OpenAsync(new Uri(auth, "/password/forgot"));
            // The browser lets it pass, the server does not.
            await window.Page.FillAsync("#email", "somebody-with-a-rather-long-name-of-a-mailbox@an-address-without-a-dot");
            await window.Page.ClickAsync("#submit");
            await window.Page.WaitForSelectorAsync("#failure");
        },
        ["password-sent"] = (window, auth) => window.OpenAsync(new Uri(auth, "/password/sent")),
        ["password-reset"] = OpenResetAsync,
        ["password-reset-failed"] = async (window, auth) =>
        {
            await OpenResetAsync(window, auth);
            await window.Page.FillAsync("#new_password", "password1");
            await window.Page.ClickAsync("#submit");
            await window.Page.WaitForSelectorAsync("#failure");
        },
        ["password-expired"] = (window, auth) => window.OpenAsync(new Uri(auth, "/password/reset?token=damaged")),
        ["password-changed"] = (window, auth) => window.OpenAsync(new Uri(auth, "/password/changed")),
        ["pin-forgot"] = (window, auth) => window.OpenAsync(new Uri(auth, "/pin/forgot")),
        ["pin-forgot-failed"] = (window, auth) => AskForPinAsync(window, auth, "2025550101", "#failure"),
        ["pin-reset"] = (window, auth) => AskForPinAsync(window, auth, "+12025550195", "#code"),
        ["pin-reset-failed"] = async (window, auth) =>
        {
            await AskForPinAsync(window, auth, "+12025550195", "#code");
            await ChangePinAsync(window, "8305");
        },
        ["pin-reset-weak"] = async (window, auth) =>
        {
            await AskForPinAsync(window, auth, "+12025550195", "#code");
            await ChangePinAsync(window, "1234");
        },
        ["pin-expired"] = (window, auth) => window.OpenAsync(new Uri(auth, "/pin/reset?number=damaged")),
        ["pin-changed"] = (window, auth) => window.OpenAsync(new Uri(auth, "/pin/changed")),
        ["not-me"] = OpenNotMeAsync,
        ["not-me-ended"] = async (window, auth) =>
        {
            await OpenNotMeAsync(window, auth);
            await window.Page.ClickAsync("#not-me");
            await window.ArriveAsync("**/not-me/ended**");
        },
        ["not-me-over"] = (window, auth) => window.OpenAsync(new Uri(auth, "/not-me/damaged")),
        ["device"] = (window, auth) => window.OpenAsync(new Uri(auth, "/device?user_code=BCDF-GHJK")),
        ["device-failed"] = async (window, auth) =>
        {
            await window.OpenAsync(new Uri(auth, "/device"));
            await TypeAsync(window, "BCDF-GHJK");
            await window.Page.WaitForSelectorAsync("#failure");
        },
        ["device-confirm"] = OpenDeviceAsync,
        ["device-connected"] = async (window, auth) =>
        {
            await OpenDeviceAsync(window, auth);
            await window.Page.ClickAsync("#allow");
            await window.ArriveAsync("**/device/connected");
        },
        ["device-denied"] = (window, auth) => window.OpenAsync(new Uri(auth, "/device/denied")),
        ["register"] = (window, auth) => window.OpenAsync(AuthorizeUrl.Web(auth, ("prompt", "create"))),
        ["register-failed"] = async (window, auth) =>
        {
            await window.OpenAsync(new Uri(auth, "/register"));
            await window.Page.FillAsync("#username", "alice");
            await window.Page.FillAsync("#email", Unknown);
            await window.Page.FillAsync("#password", "long-enough-22");
            await window.Page.ClickAsync("#submit");
            await window.Page.WaitForSelectorAsync("#failure");
        },
        ["register-code"] = async (window, auth) =>
        {
            await window.OpenAsync(new Uri(auth, "/register"));
            await window.Page.FillAsync("#username", "visitor");
            await window.Page.FillAsync("#email", "visitor-with-a-rather-long-address-that-does-not-wrap@example.com");
            await window.Page.FillAsync("#password", "long-enough-22");
            await window.Page.ClickAsync("#submit");
            await window.Page.WaitForSelectorAsync("#code");
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

    private static async Task OpenResetAsync(Window window, Uri auth)
    {
        // Asked for twice within a minute, one link is sent; it serves both pages, for nothing is changed by them.
        await window.OpenAsync(new Uri(auth, "/password/forgot"));
        await window.Page.FillAsync("#email", "admin@example.com");
        await window.Page.ClickAsync("#submit");
        await window.ArriveAsync("**/password/sent");
        await window.OpenAsync(new Uri(await Inbox.LinkAsync(auth, "admin@example.com", "/password/reset")));
    }

    private static async Task AskForPinAsync(Window window, Uri auth, string phone, string until)
    {
        await window.OpenAsync(new Uri(auth, "/pin/forgot"));
        await window.Page.FillAsync("#phone_number", phone);
        await window.Page.ClickAsync("#submit");
        await window.Page.WaitForSelectorAsync(until);
    }

    private static async Task ChangePinAsync(Window window, string pin)
    {
        await window.Page.FillAsync("#code", "000000");
        await window.Page.FillAsync("#new_pin", pin);
        await window.Page.ClickAsync("#submit");
        await window.Page.WaitForSelectorAsync("#failure");
    }

    private static async Task TypeAsync(Window window, string code)
    {
        await window.Page.FillAsync("#user_code", code);
        await window.Page.ClickAsync("#submit");
    }

    private static async Task OpenDeviceAsync(Window window, Uri auth)
    {
        using var http = new HttpClient();
        using var form = new FormUrlEncodedContent([new("client_id", "tv"), new("scope", "openid profile offline_access")]);
        using var answer = await http.PostAsync(new Uri(auth, "/connect/deviceauthorization"), form);
        await window.OpenAsync(new Uri(auth, "/device"));
        await TypeAsync(window, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["user_code"]!.GetValue<string>());
        await window.SignInAsync("bob", "Correct-horse-8");
        await window.Page.WaitForSelectorAsync("#allow");
    }

    private static async Task OpenNotMeAsync(Window window, Uri auth)
    {
        var user = await NewUser.RegisterAsync(auth);
        await window.OpenAsync(new Uri(auth, "/login"));
        await window.SignInAsync(user.Username, user.Password);
        await window.Page.WaitForSelectorAsync("#sign-out");
        await window.OpenAsync(new Uri(await user.LinkAsync("/not-me/")));
    }
}
