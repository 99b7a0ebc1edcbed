using System.Text.Json.Nodes;
using EndToEnd.Browsing;

namespace EndToEnd.Clients;

/// <summary>A browser window on its way through a web app that shows what it made of each answer as JSON.</summary>
internal sealed record Visit(Window Window, Uri App)
{
    /// <summary>Starts at the app's login and comes back signed in.</summary>
    public async Task<JsonNode> SignInAsync(string path = "/login")
    {
        await Window.OpenAsync(new Uri(App, path));
        await Window.SignInAsync();
        await AllowIfAskedAsync();
        var signedIn = await JsonAsync();
        Assert.True(signedIn["claims"] is not null, signedIn.ToJsonString());
        return signedIn;
    }

    /// <summary>Consent is remembered, so whichever test of a client comes first is asked.</summary>
    public async Task AllowIfAskedAsync()
    {
        await Window.ArriveAsync("**/consent**", App + "**");
        if (!Window.Page.Url.Contains("/consent", StringComparison.Ordinal)) return;
        await Window.Page.ClickAsync("#allow");
    }

    /// <summary>Sends the browser somewhere from which it comes back to the app by itself.</summary>
    public async Task<JsonNode> LandAsync(string path)
    {
        await Window.OpenAsync(new Uri(App, path));
        return await JsonAsync();
    }

    /// <summary>What the app shows.</summary>
    public async Task<JsonNode> JsonAsync()
    {
        await Window.ArriveAsync(App + "**");
        return JsonNode.Parse(await Window.Page.InnerTextAsync("pre"))!;
    }
}
