using System.Net;
using EndToEnd.Running;
using Testing;

namespace EndToEnd.Durability;

[Collection(Alone.Name)]
public sealed class StartTests
{
    private static readonly TimeSpan LimitOnEmptyData = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1.5);

    [Fact]
    public async Task AuthServer_is_ready_within_a_second_and_a_half_and_on_empty_data_within_five()
    {
        var (fresh, restart) = (TimeSpan.MaxValue, TimeSpan.MaxValue);
        for (var i = 0; i < 5; i++)
        {
            using var data = new Scratch();
            fresh = Min(fresh, await StartAsync(data.Folder));
            restart = Min(restart, await StartAsync(data.Folder));
        }
        Console.WriteLine($"Measured: AuthServer is ready {fresh.TotalSeconds:0.00} s after its start on empty data, {restart.TotalSeconds:0.00} s on data that is there (best of 5)");
        Assert.True(fresh < LimitOnEmptyData && restart < Limit, $"{fresh} on empty data, {restart} on data that is there");
    }

    [Fact]
    public async Task AuthServer_loads_Razor_with_the_first_page()
    {
        const string razor = "Microsoft.AspNetCore.Mvc.RazorPages";
        using var data = new Scratch();
        // The migrations of empty data look at every type of the server.
        await StartAsync(data.Folder);
        await using var server = await AuthServerProcess.StartAsync(data.Folder);
        using var browser = new Browser(server.Address);
        using var token = await browser.PostAsync("/connect/token", []);
        Assert.Equal(HttpStatusCode.Unauthorized, token.StatusCode);
        foreach (var path in (string[])["/api/v1/nothing-here", "/.well-known/nothing-here", "/connect/token/nothing-here"])
        {
            using var nothing = await browser.GetAsync(path);
            Assert.Equal(HttpStatusCode.NotFound, nothing.StatusCode);
        }
        Assert.False(server.Holds(razor));
        using var page = await browser.GetAsync("/login");
        Assert.Equal((HttpStatusCode.OK, true), (page.StatusCode, server.Holds(razor)));
    }

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static async Task<TimeSpan> StartAsync(string data)
    {
        await using var server = await AuthServerProcess.StartAsync(data);
        return server.StartTime;
    }
}
