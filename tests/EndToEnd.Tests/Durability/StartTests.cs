using EndToEnd.Running;

namespace EndToEnd.Durability;

[Collection(Alone.Name)]
public sealed class StartTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);

    [Fact]
    public async Task AuthServer_is_ready_within_three_seconds()
    {
        var fresh = await BestOfThreeAsync(freshData: true);
        var restart = await BestOfThreeAsync(freshData: false);
        Console.WriteLine($"Measured: AuthServer is ready {fresh.TotalSeconds:0.00} s after its start on empty data, {restart.TotalSeconds:0.00} s on data that is there");
        Assert.True(fresh < Limit && restart < Limit, $"{fresh} on empty data, {restart} on data that is there");
    }

    private static async Task<TimeSpan> BestOfThreeAsync(bool freshData)
    {
        using var data = new Scratch();
        if (!freshData) await StartAsync(data.Folder);
        var times = new List<TimeSpan>();
        for (var i = 0; i < 3; i++)
        {
            using var other = new Scratch();
            times.Add(await StartAsync(freshData ? other.Folder : data.Folder));
        }
        return times.Min();
    }

    private static async Task<TimeSpan> StartAsync(string data)
    {
        await using var server = await AuthServerProcess.StartAsync(data);
        return server.StartTime;
    }
}
