using System.Text.RegularExpressions;
using EndToEnd.Running;

namespace EndToEnd.Secrecy;

/// <summary>No secret, token, code, PIN or stack trace is in a log line or in an answer that is an error.</summary>
public sealed partial class SecretTests
{
    private static readonly TimeSpan DemoLimit = TimeSpan.FromSeconds(60);

    // What the demo and the seeds use; the demo's phone number is random, its PINs are not.
    private static readonly string[] Fixed =
    [
        "8305", "1379", "4927", "6184", "7359", "Correct-horse", "web-secret", "partner-secret", "worker-secret", "resource-secret", "dev-registration-token", "whsec_",
    ];

    [Fact]
    public async Task The_demo_goes_through_and_its_logs_hold_no_secret()
    {
        using var data = new Scratch();
        await using var script = Platform.Start(data.Folder, Ports.Free(), Ports.Free(), [], "--demo");
        Assert.True(await script.ExitAsync(DemoLimit) == 0, script.Output + script.Errors);
        Assert.False(script.IsAnyAlive);
        Assert.Contains("steps went as they should", script.Output, StringComparison.Ordinal);
        foreach (var step in (string[])["Register", "inbox", "Sign in with the PIN", "GET /users/me/", "Refresh", "Replay", "Log out", "refuses the access token"])
            Assert.Contains(step, script.Output, StringComparison.Ordinal);
        foreach (var text in (string[])[Log(data, "auth"), Log(data, "api"), script.Output])
            AssertHarmless(text);
    }

    [Fact]
    public async Task No_value_that_passed_over_the_wire_is_in_a_log()
    {
        await using var platform = await Platform.StartAsync(KeyValuePair.Create("RateLimits__Enabled", "false"));
        var secrets = new SecretsSeen();
        await using (var auth = await RecordingProxy.StartAsync(platform.Auth, secrets))
        await using (var api = await RecordingProxy.StartAsync(platform.Api, secrets))
        {
            var sample = await RunningProgram.RunAsync(DemoLimit, "dotnet", Repository.Program("samples/MobilePin"), auth.Address.AbsoluteUri, api.Address.AbsoluteUri);
            Assert.True(sample.Code == 0, sample.Output + sample.Errors);
            await new SecretFlows(auth.Address, api.Address).WalkAsync();
        }

        AssertAllKindsPassed(secrets);
        foreach (var host in (string[])["auth", "api"])
        {
            var log = await platform.LogAsync(host);
            Assert.Empty(secrets.In(log));
            AssertHarmless(log);
        }
        Assert.True(secrets.Refusals.Count > 15, $"Only {secrets.Refusals.Count} refusals were seen.");
        Assert.All(secrets.Refusals, refusal =>
        {
            Assert.DoesNotContain(refusal.Own, secret => secret.Length > 5 && refusal.Text.Contains(secret, StringComparison.Ordinal));
            Assert.DoesNotMatch(StackTrace(), refusal.Text);
        });
    }

    private static string Log(Scratch data, string host) => File.ReadAllText(data.File(host + ".log"));

    // Otherwise the search for them would prove nothing.
    private static void AssertAllKindsPassed(SecretsSeen secrets)
    {
        Assert.Contains(secrets.All.Keys, s => s.StartsWith("eyJ", StringComparison.Ordinal));
        Assert.Contains(secrets.All.Keys, s => s.Length == 6 && s.All(char.IsAsciiDigit));
        Assert.All(["8305", "4927", "Correct-horse-7", "web-secret-0123456789abcdef0123456789"], s => Assert.Contains(s, secrets.All.Keys));
    }

    private static void AssertHarmless(string text)
    {
        foreach (var secret in Fixed) Assert.DoesNotMatch($"(?<![0-9A-Za-z]){Regex.Escape(secret)}(?![0-9])", text);
        Assert.DoesNotMatch(Jwt(), text);
        Assert.DoesNotMatch(StackTrace(), text);
    }

    [GeneratedRegex("eyJ[A-Za-z0-9_-]{8}")]
    private static partial Regex Jwt();

    [GeneratedRegex(@"(^|\n| )\s*at [A-Za-z_]+(\.[A-Za-z_<>`0-9]+)+\(|\.cs:line [0-9]+|System\.[A-Za-z.]*Exception")]
    private static partial Regex StackTrace();
}
