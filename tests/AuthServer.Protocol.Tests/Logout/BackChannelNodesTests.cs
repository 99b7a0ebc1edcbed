using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AuthServer.Protocol.Tests.Logout;

/// <summary>Logout tokens where servers stop, share a database, or may not reach an address.</summary>
public sealed class BackChannelNodesTests
{
    private static KeyValuePair<string, string>[] On(Server other) =>
    [
        new("ConnectionStrings:Auth", $"Data Source={Path.Combine(other.Host.Folder, "auth.db")}"),
        new("Protocol:KeyRingFile", Path.Combine(other.Host.Folder, "ring")),
    ];

    [Fact]
    public async Task Two_nodes_send_once()
    {
        const int sessions = 12;
        await using var one = new Server();
        await using var two = new NodeServer(On(one));
        await using var web = await LogoutReceiver.ForAsync(one, "web");
        for (var i = 0; i < sessions; i++)
        {
            using var browser = await one.SignedInAsync();
            using var answer = await browser.SignOutAsync(await one.TokensAsync(browser));
        }
        var told = new HashSet<string>();
        for (var i = 0; i < sessions; i++) Assert.True(told.Add((string)OAuth.Payload(await web.NextAsync())["jti"]!));
        await one.WaitingAsync(rows => rows.Count == 0);
        Assert.Equal(sessions, web.Count);
    }

    [Fact]
    public async Task What_a_stopped_server_left_is_sent_by_the_next_under_the_same_jti()
    {
        await using var web = await LogoutReceiver.StartAsync();
        var answered = new TaskCompletionSource();
        web.Answer = http => answered.Task.WaitAsync(http.RequestAborted);
        await using var first = new Server();
        await first.ChangeClientAsync("web", c => c.BackChannelLogoutUri = web.Url);
        using (var browser = await first.SignedInAsync())
        {
            using var answer = await browser.SignOutAsync(await first.TokensAsync(browser));
        }
        var lost = OAuth.Payload(await web.NextAsync());
        // It stops while the client has not answered: nobody knows whether the client heard.
        await first.Services.GetServices<IHostedService>().Single(service => service.GetType().Name == "LogoutSender").StopAsync(CancellationToken.None);
        answered.SetResult();
        await using var second = new NodeServer(On(first));
        Assert.Equal(1, Assert.Single(await second.WaitingAsync()).Attempts);
        second.Clock.Advance(TimeSpan.FromSeconds(15));
        var again = await LogoutTokens.ReadAsync(second, await web.NextAsync(), "web");
        Assert.Equal((string?)lost["jti"], (string?)again["jti"]);
        await second.WaitingAsync(rows => rows.Count == 0);
    }

    [Fact]
    public async Task Private_address_that_is_not_exempt_is_never_reached()
    {
        await using var server = new NodeServer([new("Outbound:AllowedPrivateHosts:0", "elsewhere.example"), new("Outbound:AllowedPrivateHosts:1", "elsewhere.example")]);
        await using var canary = await LogoutReceiver.ForAsync(server, "web");
        using var browser = await server.SignedInAsync();
        using var answer = await browser.SignOutAsync(await server.TokensAsync(browser));
        await server.FailedAsync(attempts: 1);
        Assert.Equal(0, canary.Count);
        Assert.False(await browser.IsSignedInAsync());
    }

    private sealed class NodeServer(IEnumerable<KeyValuePair<string, string>> settings) : Server(settings);
}
