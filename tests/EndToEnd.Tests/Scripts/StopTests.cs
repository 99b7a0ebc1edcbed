using EndToEnd.Clients;
using EndToEnd.Running;

namespace EndToEnd.Scripts;

/// <summary>The end of <c>./run.sh</c> is the end of both hosts.</summary>
public sealed class StopTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task Control_C_or_an_end_of_the_script_stops_both_hosts_and_keeps_their_data()
    {
        using var scratch = new Scratch();
        var data = scratch.File("my data");
        var user = await StartAndStopAsync(data, script => script.SignalAll(RunningProgram.Interrupt));
        Assert.Equal(user, await StartAndStopAsync(data, script => script.Signal(RunningProgram.Terminate)));
        Assert.Equal(user, await StartAndStopAsync(data, script => script.Signal(RunningProgram.Interrupt)));
        Assert.All(["auth.db", "api.db", "auth.log", "api.log"], name => Assert.True(File.Exists(Path.Combine(data, name)), name));
    }

    /// <returns>The id of a user in that data.</returns>
    private static async Task<string> StartAndStopAsync(string data, Action<RunningProgram> stop)
    {
        var (authPort, apiPort) = (Ports.Free(), Ports.Free());
        await using var script = Platform.Start(data, authPort, apiPort, []);
        await script.WrittenAsync("Ctrl-C stops both.", Platform.StartLimit);
        using var auth = new PlatformClient(new Uri($"http://localhost:{authPort}"));
        var user = (await auth.PostJsonAsync("/auth/login/", new { phone_number = "+12025550101", pin = "4927" })).Get("data.profile.id");
        stop(script);
        Assert.Equal(0, await script.ExitAsync(Limit));
        Assert.False(script.IsAnyAlive);
        Assert.True(Ports.IsFree(authPort) && Ports.IsFree(apiPort));
        return user;
    }
}
