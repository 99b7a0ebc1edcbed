namespace AuthServer.Tests.Tokens;

[Collection(nameof(Alone))]
public sealed class RefreshMemoryTests(SharedHost shared) : IClassFixture<SharedHost>
{
    // Measured: 18,900 bytes unoptimized, where every async method makes an object of its state. Whoever makes it less lowers this.
    private const long Most = 21_500;

    private const int WarmUp = 2_000;
    private const int Batches = 9;
    private const int Refreshes = 100;

    [Fact]
    public async Task A_refresh_allocates_no_more_than_its_budget()
    {
        using var oauth = new OAuth(shared.Host);
        using var line = new RefreshLine(shared.Host.ClientOptions.BaseAddress, (await oauth.PinAsync()).RefreshToken);
        // A thread of its own: it waits for the server without taking one from it.
        var (least, allocated) = await Task.Factory.StartNew(() => Measure(line), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        TestContext.Current.TestOutputHelper?.WriteLine($"A refresh allocates {allocated} bytes; {Most} are allowed.");
        Assert.InRange(allocated, least, Most);
    }

    private static (long Least, long Allocated) Measure(RefreshLine line)
    {
        var body = 0;
        for (var i = 0; i < WarmUp; i++) body = line.Refresh();
        var batches = new List<long>(Batches);
        for (var i = 0; i < Batches; i++) batches.Add(BatchOf(line));
        // What the timers of the host do meanwhile is in one batch or another, not in the median.
        batches.Sort();
        // The tokens of an answer are strings before they are bytes: a measurement that finds less has missed the server.
        return (body * sizeof(char), batches[Batches / 2]);
    }

    // Of all threads, less the client's own share.
    private static long BatchOf(RefreshLine line)
    {
        var own = GC.GetAllocatedBytesForCurrentThread();
        var all = GC.GetTotalAllocatedBytes(precise: true);
        for (var i = 0; i < Refreshes; i++) line.Refresh();
        all = GC.GetTotalAllocatedBytes(precise: true) - all;
        return (all - (GC.GetAllocatedBytesForCurrentThread() - own)) / Refreshes;
    }
}
