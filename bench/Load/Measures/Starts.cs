using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using Load.Servers;

namespace Load.Measures;

/// <summary>A server that has just started: how soon it answers, how soon it is fast, and what it holds while nobody asks.</summary>
/// <param name="OnNothing">To the first good answer where there is no database yet.</param>
/// <param name="ToReady">To the first good answer on the database that is there, of several starts the middle one.</param>
/// <param name="FirstP99">99 of the first 1,000 requests took at most this.</param>
/// <param name="FirstSlowest">The slowest of them.</param>
/// <param name="Idle">MB, a while after the start, before any request.</param>
/// <param name="Settled">How long after the start.</param>
internal sealed record Starts(TimeSpan OnNothing, TimeSpan ToReady, TimeSpan FirstP99, TimeSpan FirstSlowest, double Idle, TimeSpan Settled) : IMeasure
{
    private const int Times = 5;
    private const int FirstRequests = 1_000;

    /// <inheritdoc/>
    public string Sentence => $"From the start of the process to the first 200 of `/health/ready`: {ToReady.TotalSeconds:F2} s on the database that is there (the middle of five starts), {OnNothing.TotalSeconds:F2} s on none, with Development's seeds and new keys. Of the first 1,000 client-credentials requests, one after the other, 99 of 100 took at most {FirstP99.TotalMilliseconds:F1} ms, the slowest {FirstSlowest.TotalMilliseconds:F0} ms. {Settled.TotalSeconds:F0} s after its start a server that nobody asks anything holds {Idle:F0} MB.";

    /// <summary>Measures; the server is stopped before and runs afterwards.</summary>
    public static async Task<Starts> MeasureAsync(Platform platform, TimeSpan onNothing, Options options)
    {
        var starts = new List<TimeSpan>();
        for (var i = 0; i < Times; i++)
        {
            await platform.Auth.StopAsync();
            starts.Add(await platform.StartAuthAsync());
        }
        await Task.Delay(options.Settled);
        var idle = platform.Auth.Resident();
        await platform.Auth.StopAsync();
        await platform.StartAuthAsync();
        var first = await FirstAsync(platform.Auth);
        return new Starts(onNothing, starts.Order().ElementAt(Times / 2), first[FirstRequests * 99 / 100], first[^1], idle, options.Settled);
    }

    private static async Task<TimeSpan[]> FirstAsync(Server auth)
    {
        var times = new TimeSpan[FirstRequests];
        for (var i = 0; i < FirstRequests; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/connect/token")
            {
                Headers = { Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes(Data.Accounts.Worker))) },
                Content = new FormUrlEncodedContent([new("grant_type", "client_credentials"), new("scope", "search")]),
            };
            var start = Stopwatch.GetTimestamp();
            using var answer = await auth.Http.SendAsync(request);
            await answer.Content.ReadAsByteArrayAsync();
            times[i] = Stopwatch.GetElapsedTime(start);
            answer.EnsureSuccessStatusCode();
        }
        Array.Sort(times);
        return times;
    }
}
