using Load.Data;
using Load.Servers;

namespace Load.Measures;

/// <summary>What a server holds after few requests and after many, and whether its table of grants grew by them.</summary>
/// <param name="Few">How many requests.</param>
/// <param name="AfterFew">MB afterwards.</param>
/// <param name="Many">How many requests.</param>
/// <param name="AfterMany">MB afterwards.</param>
/// <param name="GrantsBefore">Rows before.</param>
/// <param name="GrantsAfter">Rows afterwards.</param>
internal sealed record Memory(int Few, double AfterFew, int Many, double AfterMany, long GrantsBefore, long GrantsAfter) : IMeasure
{
    private const int Hundredth = 100;

    /// <inheritdoc/>
    public string Sentence => $"Resident {AfterFew:F0} MB after {Few:N0} refreshes, {AfterMany:F0} MB after {Many:N0}. The table of grants had {GrantsBefore:N0} rows before and {GrantsAfter:N0} after them.";

    /// <summary>Refreshes so often.</summary>
    public static async Task<Memory> MeasureAsync(Platform platform, Loads loads, Rows rows, Scenario refresh, Options options)
    {
        await platform.Auth.StopAsync();
        await platform.StartAuthAsync();
        // What the server itself begins a while after its start is no growth by requests.
        await Task.Delay(options.Settled);
        var before = rows.Count("grants");
        var few = await DoAsync(options.Requests / Hundredth, 1);
        var afterFew = platform.Auth.Resident();
        var many = few + await DoAsync(options.Requests - few, options.Seconds);
        return new Memory(few, afterFew, many, platform.Auth.Resident(), before, rows.Count("grants"));

        async Task<int> DoAsync(int requests, int seconds)
        {
            var done = 0;
            while (done < requests) done += (await loads.RunAsync(refresh, refresh.Connections[0], seconds)).Requests;
            return done;
        }
    }
}
