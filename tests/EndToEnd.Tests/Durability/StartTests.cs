using EndToEnd.Running;

namespace EndToEnd.Durability;

[Collection(Alone.Name)]
public sealed class StartTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);

    [Fact]
    public async Task AuthServer_is_ready_within_three_seconds()
    {
        var (fresh, restart) = (TimeSpan.MaxValue, TimeSpan.MaxValue);
        for (var i = 0; i < 5; i++)
        {
            using var data = new Scratch();
            fresh = Min(fresh, await StartAsync(data.Folder));
            restart = Min(restart, await StartAsync(data.Folder));
        }
        Console.WriteLine($"Measured: AuthServer is ready {fresh.TotalSeconds:0.00} s after its start on empty data, {restart.TotalSeconds:0.00} s on data that is there (best of 5)");
        Assert.True(fresh < Limit && restart < Limit, $"{fresh} on empty data, {restart} on data that is there");
    }

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static async Task<TimeSpan> StartAsync(string data)
    {
        await using var server = await AuthServerProcess.StartAsync(data);
        return server.StartTime;
    }
}
