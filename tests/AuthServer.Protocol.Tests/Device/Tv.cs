namespace AuthServer.Protocol.Tests.Device;

/// <summary>A device without a browser, and the browser of its user.</summary>
internal sealed class Tv(Server server)
{
    private const string Grant = "urn:ietf:params:oauth:grant-type:device_code";

    public string DeviceCode { get; private set; } = "";

    public string UserCode { get; private set; } = "";

    /// <summary>Asks for codes.</summary>
    public static Task<OAuthAnswer> AskAsync(Server server, params (string Name, string Value)[] form) => server.OAuth.PostAsync("/connect/deviceauthorization", null, null, form);

    /// <summary>A device that has its codes.</summary>
    public static async Task<Tv> StartAsync(Server server, string scope = "openid profile offline_access", string clientId = "tv")
    {
        var codes = await AskAsync(server, ("client_id", clientId), ("scope", scope));
        Assert.True(codes.Status == HttpStatusCode.OK, codes.Text);
        return new Tv(server) { DeviceCode = codes["device_code"]!, UserCode = codes["user_code"]! };
    }

    /// <summary>Polls.</summary>
    public Task<OAuthAnswer> PollAsync(string clientId = "tv") => PollAsync(server, DeviceCode, clientId);

    public static Task<OAuthAnswer> PollAsync(Server server, string code, string clientId = "tv") =>
        server.OAuth.TokenAsync(("grant_type", Grant), ("client_id", clientId), ("device_code", code));

    /// <summary>Polls after the interval that the device knows of.</summary>
    public Task<OAuthAnswer> PollLaterAsync(int seconds = 5)
    {
        server.Clock.Advance(TimeSpan.FromSeconds(seconds));
        return PollAsync();
    }

    /// <summary>Types the code in a browser; the answer is the question of the page.</summary>
    public async Task<HttpResponseMessage> TypeAsync(Browser browser, string? code = null) =>
        await browser.SubmitAsync(await browser.GetAsync("/device"), KeyValuePair.Create("user_code", code ?? UserCode));

    /// <summary>The user decides, in a browser that is signed in.</summary>
    public async Task<string?> DecideAsync(Browser browser, string decision, params string[] ticked)
    {
        var page = await TypeAsync(browser);
        IEnumerable<KeyValuePair<string, string>> fields = [KeyValuePair.Create("decision", decision), .. ticked.Select(scope => KeyValuePair.Create("allowed", scope))];
        return await Page.TitleAsync(await browser.SubmitAsync(page, fields));
    }

    /// <summary>The user says yes.</summary>
    public async Task AllowAsync(Browser browser) => Assert.Equal("Connected", await DecideAsync(browser, "allow"));
}
