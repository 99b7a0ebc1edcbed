using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using AuthServer.Validation.Tests.Support;

namespace SearchData;

/// <summary>Sends a mix of searches over HTTP and tells how long the answers took.</summary>
internal sealed class Measurement(HttpClient client, TestIssuer issuer, ulong seed)
{
    private const int WarmUp = 100;
    private readonly ConcurrentQueue<(string Kind, double Milliseconds)> _times = new();

    public async Task RunAsync(int searches, int parallel)
    {
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer", issuer.Sign(TestIssuer.Header(), issuer.Claims(TimeProvider.System.GetUtcNow(), scope: "search")));
        var mix = new QueryMix(seed);
        foreach (var (_, json) in Enumerable.Range(0, WarmUp).Select(_ => mix.Next()).ToList())
            await SendAsync(json);
        await Parallel.ForEachAsync(
            Enumerable.Range(0, searches).Select(_ => mix.Next()).ToList(), new ParallelOptions { MaxDegreeOfParallelism = parallel },
            async (search, _) => _times.Enqueue((search.Kind, await SendAsync(search.Json))));
        Print("all", [.. _times.Select(time => time.Milliseconds)]);
        foreach (var kind in _times.GroupBy(time => time.Kind).OrderBy(kind => kind.Key, StringComparer.Ordinal))
            Print(kind.Key, [.. kind.Select(time => time.Milliseconds)]);
    }

    private async Task<double> SendAsync(string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        var start = Stopwatch.GetTimestamp();
        using var answer = await client.PostAsync(new Uri("/users/search/", UriKind.Relative), content);
        await answer.Content.ReadAsByteArrayAsync();
        var took = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        answer.EnsureSuccessStatusCode();
        return took;
    }

    private static void Print(string kind, double[] times)
    {
        Array.Sort(times);
        double At(double part) => times[Math.Min(times.Length - 1, (int)(times.Length * part))];
        Console.WriteLine($"{kind,-32} {times.Length,5}  p50 {At(0.5),7:F1} ms  p95 {At(0.95),7:F1} ms  p99 {At(0.99),7:F1} ms  max {times[^1],7:F1} ms");
    }
}
