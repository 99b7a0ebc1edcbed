using EndToEnd.Running;

namespace EndToEnd.Scripts;

/// <summary>The end of <c>./run.sh</c> is the end of both hosts.</summary>
public sealed class StopTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task Control_C_stops_both_hosts()
    {
        await using var platform = await Platform.StartAsync();
        platform.Script.SignalAll(RunningProgram.Interrupt);
        Assert.Equal(0, await platform.Script.ExitAsync(Limit));
        AssertNothingIsLeft(platform);
    }

    [Theory]
    [InlineData(RunningProgram.Interrupt)]
    [InlineData(RunningProgram.Terminate)]
    public async Task A_signal_to_the_script_alone_stops_both_hosts(int signal)
    {
        await using var platform = await Platform.StartAsync();
        platform.Script.Signal(signal);
        Assert.Equal(0, await platform.Script.ExitAsync(Limit));
        AssertNothingIsLeft(platform);
    }

    [Fact]
    public async Task A_data_folder_with_spaces_is_kept_over_a_restart()
    {
        using var scratch = new Scratch();
        var data = scratch.File("my data");
        for (var i = 0; i < 2; i++)
        {
            await using var script = Platform.Start(data, Ports.Free(), Ports.Free(), []);
            await script.WrittenAsync("Ctrl-C stops both.", Platform.StartLimit);
            script.Signal(RunningProgram.Terminate);
            Assert.Equal(0, await script.ExitAsync(Limit));
        }
        Assert.All(["auth.db", "api.db", "auth.log", "api.log"], name => Assert.True(File.Exists(Path.Combine(data, name)), name));
    }

    private static void AssertNothingIsLeft(Platform platform)
    {
        Assert.False(platform.Script.IsAnyAlive);
        Assert.True(Ports.IsFree(platform.AuthPort) && Ports.IsFree(platform.ApiPort));
    }
}
