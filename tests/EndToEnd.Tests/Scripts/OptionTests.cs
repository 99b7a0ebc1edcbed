using System.Net;
using System.Net.Sockets;
using EndToEnd.Running;

namespace EndToEnd.Scripts;

/// <summary>What <c>./run.sh</c> says to what it cannot do.</summary>
public sealed class OptionTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData("--nope", "unknown option --nope")]
    [InlineData("stray", "unknown option stray")]
    [InlineData("--data", "--data needs a value")]
    [InlineData("--auth-port", "--auth-port needs a value")]
    [InlineData("--auth-port 0", "'0' is not a port")]
    [InlineData("--api-port 65536", "'65536' is not a port")]
    [InlineData("--api-port http", "'http' is not a port")]
    [InlineData("--auth-port 20001 --api-port 20001", "the two ports must differ")]
    public async Task A_wrong_option_ends_with_2_and_says_what_is_wrong(string options, string message)
    {
        var end = await RunningProgram.RunAsync(Limit, [Repository.RunScript, .. options.Split(' ')]);
        Assert.Equal(2, end.Code);
        Assert.Contains("run.sh: " + message, end.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_names_every_option()
    {
        var end = await RunningProgram.RunAsync(Limit, Repository.RunScript, "--help");
        Assert.Equal(0, end.Code);
        Assert.All(["--demo", "--auth-port", "--api-port", "--data", "--release", "--no-build"], option => Assert.Contains(option, end.Output, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--auth-port")]
    [InlineData("--api-port")]
    public async Task A_port_in_use_ends_with_1_and_names_it(string option)
    {
        using var data = new Scratch();
        using var other = new TcpListener(IPAddress.Loopback, Ports.Free());
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        var end = await RunningProgram.RunAsync(Limit, [Repository.RunScript, .. Platform.Options(data.Folder, Ports.Free(), Ports.Free()), option, $"{port}"]);
        Assert.Equal(1, end.Code);
        Assert.Contains($"port {port} is in use", end.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_that_cannot_start_ends_with_1_and_the_end_of_its_log()
    {
        using var data = new Scratch();
        await File.WriteAllTextAsync(data.File("auth.db"), new string('x', 8192), TestContext.Current.CancellationToken);
        var (auth, api) = (Ports.Free(), Ports.Free());
        await using var script = Platform.Start(data.Folder, auth, api, []);
        Assert.Equal(1, await script.ExitAsync(Platform.StartLimit));
        Assert.Contains("a host stopped", script.Errors, StringComparison.Ordinal);
        Assert.Contains("auth.log", script.Errors, StringComparison.Ordinal);
        Assert.False(script.IsAnyAlive);
        Assert.True(Ports.IsFree(auth) && Ports.IsFree(api));
    }
}
