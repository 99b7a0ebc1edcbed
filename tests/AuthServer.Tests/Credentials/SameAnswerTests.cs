using AuthServer.Accounts;
using AuthServer.Data;
using AuthServer.Devices;
using Microsoft.Extensions.DependencyInjection;

namespace AuthServer.Tests.Credentials;

[Collection(nameof(Alone))]
public sealed class SameAnswerTests(SameAnswerTests.CheapHost shared) : IClassFixture<SameAnswerTests.CheapHost>
{
    private const double Tolerance = 1.2;
    private const int WarmUp = 3;
    private const int Batches = 4;

    // What takes a millisecond is measured more often, and differences that no network shows are none.
    private const double Unseen = 0.3;

    public static TheoryData<string> Ways() => [.. WaysIn.All.Keys];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Nobody_learns_by_the_answer_or_its_time_whether_an_account_is_there_and_how_it_stands(string way)
    {
        using var http = shared.Host.NewClient();
        var ways = new WaysIn(http);
        var measured = new List<string>();
        // A machine that stumbles makes one measurement uneven; what tells states apart makes every one uneven.
        for (var batch = 0; batch < Batches; batch++)
        {
            var medians = await MeasureAsync(ways, way);
            measured.Add($"{way}: {string.Join(", ", medians.Select(m => $"{m.Key} {m.Value:F1} ms"))}");
            TestContext.Current.TestOutputHelper?.WriteLine(measured[^1]);
            if (medians.Values.Max() <= Math.Max(medians.Values.Min() * Tolerance, medians.Values.Min() + Unseen)) return;
        }
        Assert.Fail(string.Join('\n', measured));
    }

    private async Task<Dictionary<string, double>> MeasureAsync(WaysIn ways, string way)
    {
        var rounds = way.Contains("reset", StringComparison.Ordinal) ? 200 : 50;
        var crowd = await new Crowd(shared.Host).GatherAsync(rounds + WarmUp);
        var times = Crowd.States.ToDictionary(state => state, _ => new List<double>());
        var answers = new HashSet<string>();
        for (var round = 0; round < rounds + WarmUp; round++)
        {
            // Interleaved, each round in another order: what the machine does meanwhile hits all alike.
            foreach (var state in Crowd.States.Skip(round % Crowd.States.Length).Concat(Crowd.States.Take(round % Crowd.States.Length)))
            {
                // What was asked for before is done: the work of one errand is not in the time of the next.
                await QuietAsync();
                var (answer, milliseconds) = await ways.TryAsync(way, crowd[state][round]);
                answers.Add(answer);
                if (round >= WarmUp) times[state].Add(milliseconds);
            }
        }
        Assert.True(answers.Count == 1, string.Join("\n\n", answers.Take(3)));
        return times.ToDictionary(t => t.Key, t => t.Value.Order().ElementAt(rounds / 2));
    }

    private async Task QuietAsync()
    {
        var statements = shared.Host.Services.GetRequiredService<Statements>();
        for (var deadline = Environment.TickCount64 + 10_000; await statements.FirstAsync("SELECT 1 FROM outbox", _ => true, CancellationToken.None);) Assert.True(Environment.TickCount64 < deadline, "The outbox does not empty.");
    }

    /// <summary>A host on which a password costs a fifth: the run is shorter, and what differs beside the hash stands out more.</summary>
    public sealed class CheapHost : IAsyncDisposable
    {
        private static readonly AccountOptions Cheap = new() { Pin = { NewDevice = NewDevicePolicy.Allow }, Password = { Iterations = 40_000 } };

        public AuthServerHost Host { get; } = AuthServerHost.With(services => services.AddSingleton(Cheap));

        public ValueTask DisposeAsync() => Host.DisposeAsync();
    }
}
