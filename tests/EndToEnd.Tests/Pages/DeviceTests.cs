using EndToEnd.Browsing;
using EndToEnd.Running;

namespace EndToEnd.Pages;

/// <summary>A device without a browser and the browser of its user: the sample that people copy, from its first line to its tokens.</summary>
public sealed class DeviceTests(SharedPlatform shared, Chromium chromium)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private Uri Auth => shared.Platform.Auth;

    private RunningProgram StartDevice() => RunningProgram.Start(Repository.Root, [], "dotnet", Repository.Program("samples/DeviceLogin"), Auth.AbsoluteUri);

    private static async Task<string> CodeAsync(RunningProgram device)
    {
        await device.WrittenAsync("Waiting", Limit);
        return device.Output.Split('\n').Single(line => line.Contains("enter the code", StringComparison.Ordinal)).Split(' ')[^1];
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_device_is_connected_with_and_without_scripts(bool scripts)
    {
        await using var device = StartDevice();
        var code = await CodeAsync(device);
        await using var window = await chromium.OpenAsync(new() { JavaScriptEnabled = scripts });
        await window.OpenAsync(new Uri(Auth, "/device"));
        await window.Page.FillAsync("#user_code", code.ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal));
        await window.Page.ClickAsync("#submit");
        await window.SignInAsync();
        await window.Page.WaitForSelectorAsync("#allow");
        Assert.Equal(code, await window.Page.InnerTextAsync("#user-code"));
        Assert.Equal("DeviceLogin/1.0", await window.Page.InnerTextAsync("#user-agent"));
        await window.Page.ClickAsync("#allow");
        await window.ArriveAsync("**/device/connected");
        Assert.Equal(0, await device.ExitAsync(Limit));
        Assert.Contains("Signed in as Alice", device.Output, StringComparison.Ordinal);
        Assert.Contains("Refreshed", device.Output, StringComparison.Ordinal);
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task A_link_that_holds_the_code_still_asks_and_a_no_reaches_the_device()
    {
        await using var device = StartDevice();
        var code = await CodeAsync(device);
        await using var window = await chromium.OpenAsync();
        await window.OpenAsync(new Uri(Auth, "/device?user_code=" + code));
        Assert.Equal(code, await window.Page.InputValueAsync("#user_code"));
        await window.Page.ClickAsync("#submit");
        await window.SignInAsync();
        Assert.Equal("BODY", await window.Page.EvaluateAsync<string>("document.activeElement.tagName"));
        await window.Page.ClickAsync("#deny");
        await window.ArriveAsync("**/device/denied");
        Assert.Equal(1, await device.ExitAsync(Limit));
        Assert.Contains("the user said no", device.Errors, StringComparison.Ordinal);
    }
}
