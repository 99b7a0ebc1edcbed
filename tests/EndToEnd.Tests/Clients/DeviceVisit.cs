using EndToEnd.Browsing;

namespace EndToEnd.Clients;

/// <summary>The user of a device on their way through the pages that connect it.</summary>
internal static class DeviceVisit
{
    /// <summary>Enters the code as it was shown, signs in and says yes.</summary>
    /// <param name="window">A window in which nobody is signed in.</param>
    /// <param name="page">The <c>verification_uri</c>.</param>
    /// <param name="code">The <c>user_code</c>.</param>
    /// <param name="client">The name that the user must see.</param>
    public static async Task ConnectAsync(Window window, Uri page, string code, string client)
    {
        await window.OpenAsync(page);
        await window.Page.FillAsync("#user_code", code);
        await window.Page.ClickAsync("#submit");
        await window.SignInAsync();
        await window.Page.WaitForSelectorAsync("#allow");
        Assert.Equal((client, code), (await window.Page.InnerTextAsync("#client-name"), await window.Page.InnerTextAsync("#user-code")));
        await window.Page.ClickAsync("#allow");
        await window.ArriveAsync("**/device/connected");
    }
}
