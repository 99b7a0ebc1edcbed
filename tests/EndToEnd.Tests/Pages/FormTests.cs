using EndToEnd.Browsing;
using EndToEnd.Running;
using Microsoft.Playwright;

namespace EndToEnd.Pages;

/// <summary>The sign-in forms as people and password managers use them.</summary>
public sealed class FormTests(SharedPlatform shared, Chromium chromium)
{
    private Uri Auth => shared.Platform.Auth;

    [Theory]
    [InlineData("/login", "#username", "username webauthn")]
    [InlineData("/login", "#password", "current-password")]
    [InlineData("/login/pin", "#phone_number", "tel")]
    [InlineData("/login/pin", "#pin", "off")]
    [InlineData("/password/forgot", "#email", "email")]
    [InlineData("/pin/forgot", "#phone_number", "tel")]
    public async Task Fields_tell_password_managers_what_they_are(string page, string field, string autocomplete)
    {
        await using var window = await chromium.OpenAsync();
        await window.OpenAsync(new Uri(Auth, page));
        Assert.Equal(autocomplete, await window.Page.GetAttributeAsync(field, "autocomplete"));
    }

    [Fact]
    public async Task Autofill_is_off_for_the_PIN_only()
    {
        await using var window = await chromium.OpenAsync();
        foreach (var page in (string[])["/login", "/login/pin"])
        {
            await window.OpenAsync(new Uri(Auth, page));
            Assert.Equal(page == "/login" ? [] : ["pin"], await window.Page.EvaluateAsync<string[]>("[...document.querySelectorAll('[autocomplete=off]')].map(e => e.id)"));
        }
    }

    [Fact]
    public async Task The_PIN_field_is_masked_and_brings_up_the_number_pad()
    {
        await using var window = await chromium.OpenAsync();
        await window.OpenAsync(new Uri(Auth, "/login/pin"));
        Assert.Equal("password", await window.Page.GetAttributeAsync("#pin", "type"));
        Assert.Equal("numeric", await window.Page.GetAttributeAsync("#pin", "inputmode"));
        Assert.Equal("tel", await window.Page.GetAttributeAsync("#phone_number", "type"));
    }

    [Fact]
    public async Task The_code_is_offered_by_the_phone_and_the_new_PIN_kept_by_nobody()
    {
        await using var window = await chromium.OpenAsync();
        await window.OpenAsync(new Uri(Auth, "/pin/forgot"));
        await window.Page.FillAsync("#phone_number", "+12025550194");
        await window.Page.ClickAsync("#submit");
        Assert.Equal(("one-time-code", "numeric", @"\d{6}"), (await window.Page.GetAttributeAsync("#code", "autocomplete"), await window.Page.GetAttributeAsync("#code", "inputmode"), await window.Page.GetAttributeAsync("#code", "pattern")));
        Assert.Equal(("off", "numeric", "password"), (await window.Page.GetAttributeAsync("#new_pin", "autocomplete"), await window.Page.GetAttributeAsync("#new_pin", "inputmode"), await window.Page.GetAttributeAsync("#new_pin", "type")));
        Assert.Equal(["new_pin"], await window.Page.EvaluateAsync<string[]>("[...document.querySelectorAll('[autocomplete=off]')].map(e => e.id)"));
    }

    [Theory]
    [InlineData("/login", "#password")]
    [InlineData("/login/pin", "#pin")]
    public async Task Secrets_can_be_pasted(string page, string field)
    {
        await using var window = await chromium.OpenAsync(new() { Permissions = ["clipboard-read", "clipboard-write"] });
        await window.OpenAsync(new Uri(Auth, page));
        await window.Page.EvaluateAsync("navigator.clipboard.writeText('4927')");
        await window.Page.FocusAsync(field);
        await window.Page.Keyboard.PressAsync("Control+V");
        Assert.Equal("4927", await window.Page.InputValueAsync(field));
    }

    [Theory]
    [InlineData("/login", "username,password,submit,use-pin,create,forgot")]
    [InlineData("/login/pin", "phone_number,pin,submit,use-password,forgot")]
    [InlineData("/password/forgot", "email,submit,sign-in")]
    [InlineData("/pin/forgot", "phone_number,submit,sign-in")]
    public async Task Tab_goes_down_the_page_and_the_focus_can_be_seen(string page, string order)
    {
        await using var window = await chromium.OpenAsync();
        await window.OpenAsync(new Uri(Auth, page));
        var last = -1.0;
        foreach (var id in order.Split(','))
        {
            await window.Page.Keyboard.PressAsync("Tab");
            Assert.Equal(id, await window.Page.EvaluateAsync<string>("document.activeElement.id"));
            Assert.NotEqual("none", await window.Page.EvaluateAsync<string>("getComputedStyle(document.activeElement).outlineStyle"));
            var box = await window.Page.Locator("#" + id).BoundingBoxAsync();
            Assert.True(box!.Y > last, $"{id} is above what comes before it");
            last = box.Y;
        }
    }

    [Fact]
    public async Task Enter_sends_the_form()
    {
        await using var window = await chromium.OpenAsync();
        await window.OpenAsync(new Uri(Auth, "/login"));
        await window.Page.FillAsync("#username", "bob");
        await window.Page.FillAsync("#password", "Correct-horse-8");
        await window.Page.PressAsync("#password", "Enter");
        await window.Page.WaitForSelectorAsync("#sign-out");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task After_a_failure_the_focus_is_on_what_went_wrong(bool javaScript)
    {
        await using var window = await chromium.OpenAsync(new() { JavaScriptEnabled = javaScript });
        await window.OpenAsync(new Uri(Auth, "/login"));
        await window.SignInAsync("nobody-at-all", "wrong");
        await window.Page.Locator("#failure").WaitForAsync();
        await Assertions.Expect(window.Page.Locator("#failure")).ToBeFocusedAsync();
        Assert.Equal("failure", await window.Page.GetAttributeAsync("#password", "aria-describedby"));
        Assert.Equal("nobody-at-all", await window.Page.InputValueAsync("#username"));
        Assert.Equal("", await window.Page.InputValueAsync("#password"));
    }

    [Fact]
    public async Task An_unknown_user_and_a_wrong_password_look_the_same()
    {
        Assert.Equal(await FailureAsync("/login", w => w.SignInAsync("nobody-at-all", "wrong")), await FailureAsync("/login", w => w.SignInAsync("bob", "wrong")));
        Assert.Equal(await FailureAsync("/login/pin", w => w.SignInWithPinAsync("+12025550198", "2468")), await FailureAsync("/login/pin", w => w.SignInWithPinAsync("+12025550102", "2468")));
    }

    [Fact]
    public async Task Sign_in_with_the_phone_number_and_the_PIN_ends_signed_in()
    {
        await using var window = await chromium.OpenAsync();
        await window.OpenAsync(new Uri(Auth, "/login/pin"));
        await window.SignInWithPinAsync("+12025550102", "6184");
        await window.Page.WaitForSelectorAsync("#sign-out");
        Assert.Equal("bob@example.com", await window.Page.InnerTextAsync("#account"));
    }

    private async Task<(int Status, string Text)> FailureAsync(string page, Func<Window, Task> signIn)
    {
        await using var window = await chromium.OpenAsync();
        await window.OpenAsync(new Uri(Auth, page));
        var answer = await window.Page.RunAndWaitForResponseAsync(() => signIn(window), r => r.Request.Method == "POST");
        return (answer.Status, await window.Page.InnerTextAsync("main"));
    }
}
