using System.Text.RegularExpressions;
using EndToEnd.Clients;
using EndToEnd.Running;

namespace EndToEnd.Scripts;

/// <summary><c>./run.sh</c> as people use it.</summary>
public sealed partial class RunTests(SharedPlatform shared)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private Platform Platform => shared.Platform;

    [Fact]
    public async Task The_three_lines_that_it_prints_work_when_pasted()
    {
        var lines = Printed().Match(Platform.Output).Groups["line"].Captures.Select(c => c.Value).ToList();
        Assert.Equal(3, lines.Count);
        Assert.All(lines, line => Assert.Contains("curl ", line, StringComparison.Ordinal));

        var end = await RunningProgram.RunAsync(Limit, "bash", "-c", string.Join("\necho\n", lines));
        Assert.Equal(0, end.Code);
        var answers = end.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Contains("\"statusCode\":200", answers[0].Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("\"access_token\"", answers[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_address_that_it_prints_answers()
    {
        var addresses = Address().Matches(Platform.Output).Select(m => m.Value).Where(a => !a.Contains("/connect/", StringComparison.Ordinal)).Distinct().ToList();
        Assert.Contains($"{Platform.Auth}.well-known/openid-configuration", addresses);
        Assert.Contains($"{Platform.Api}openapi/v1.json", addresses);
        using var http = new HttpClient();
        foreach (var address in addresses.Where(a => !a.EndsWith("/auth/login/", StringComparison.Ordinal) && !a.EndsWith("/users/me/", StringComparison.Ordinal)))
        {
            using var answer = await http.GetAsync(new Uri(address), TestContext.Current.CancellationToken);
            // ResourceApi has nothing at its root.
            Assert.True(answer.IsSuccessStatusCode || new Uri(address) == Platform.Api, $"{address}: {(int)answer.StatusCode}");
        }
    }

    [Fact]
    public async Task It_prints_every_seeded_user_and_client()
    {
        string[] seeds = ["alice", "4927", "Correct-horse-7", "bob", "6184", "Correct-horse-8", "admin", "7359", "Correct-horse-9", "mobile", "spa", "tv", "web-secret-0123456789abcdef0123456789", "partner-secret-0123456789abcdef01234567", "worker-secret-0123456789abcdef01234567", "resource-secret-0123456789abcdef012345"];
        Assert.All(seeds, seed => Assert.Contains(seed, Platform.Output, StringComparison.Ordinal));
        using var auth = new PlatformClient(Platform.Auth);
        foreach (var (phone, pin) in new[] { ("+12025550101", "4927"), ("+12025550102", "6184"), ("+12025550103", "7359") })
            Assert.NotEmpty((await auth.PinAsync(phone, pin)).Get("access_token"));
    }

    [Fact]
    public async Task The_issuer_follows_the_port()
    {
        using var auth = new PlatformClient(Platform.Auth);
        Assert.Equal($"http://localhost:{Platform.AuthPort}", (await auth.GetAsync("/.well-known/openid-configuration"))["issuer"]);
    }

    [Fact]
    public async Task Logout_reaches_the_API_on_other_ports_within_a_second()
    {
        using var auth = new PlatformClient(Platform.Auth);
        using var api = new PlatformClient(Platform.Api);
        var tokens = (await auth.PostJsonAsync("/auth/login/", new { phone_number = "+12025550102", pin = "6184" })).Json!["data"]!["tokens"]!;
        var access = tokens["access"]!.GetValue<string>();
        Assert.Equal(200, (int)(await api.GetAsync("/users/me/", access)).Status);
        Assert.Equal(200, (int)(await auth.PostJsonAsync("/api/v1/logout/", new { refresh = tokens["refresh"]!.GetValue<string>() })).Status);
        await Eventually.TrueAsync(async () => (int)(await api.GetAsync("/users/me/", access)).Status == 401, TimeSpan.FromSeconds(1), () => "The API takes the token for more than a second.");
    }

    [GeneratedRegex(@"Try it:[^\n]*\n(?:  (?<line>[^\n]+)\n)+", RegexOptions.ExplicitCapture)]
    private static partial Regex Printed();

    [GeneratedRegex(@"http://localhost:[0-9]+[A-Za-z0-9_./-]*")]
    private static partial Regex Address();
}
