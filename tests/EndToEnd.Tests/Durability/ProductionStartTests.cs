using System.Globalization;
using EndToEnd.Running;

namespace EndToEnd.Durability;

/// <summary>The program itself in Production, with everything it needs, and then with one thing missing or unsafe.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class ProductionStartTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData("Protocol__Issuer", "", "Protocol:Issuer")]
    [InlineData("Protocol__Issuer", "http://auth.example.com", "Protocol:Issuer")]
    [InlineData("Protocol__KeyRingFile", "nowhere/ring", "Protocol:KeyRingFile")]
    [InlineData("Protocol__ResourceUris__resource-api", "http://api.example.com", "Protocol:ResourceUris:resource-api")]
    [InlineData("Protocol__ResourceUris__resource-api", "resource-api", "Protocol:ResourceUris:resource-api")]
    [InlineData("Smtp__Host", "", "Smtp:Host")]
    [InlineData("Smtp__Security", "None", "Smtp:Security")]
    [InlineData("Sms__Url", "", "Sms:Url")]
    [InlineData("Accounts__Pin__Iterations", "19999", "Accounts:Pin:Iterations")]
    [InlineData("Accounts__Password__Iterations", "209999", "Accounts:Password:Iterations")]
    [InlineData("Accounts__Pin__NewDevice", "Allow", "Accounts:Pin:NewDevice")]
    [InlineData("Accounts__Pin__NewDevice", "7", "Accounts:Pin:NewDevice")]
    [InlineData("Accounts__Limits__FailuresPerAddress", "0", "Accounts:Limits:FailuresPerAddress")]
    [InlineData("Accounts__Limits__CallingCodes__0", "0", "Accounts:Limits:CallingCodes")]
    [InlineData("Accounts__Devices__Max", "0", "Accounts:Devices:Max")]
    [InlineData("Accounts__Pinn__Length", "4", "Pinn")]
    [InlineData("Audit__RetentionDays", "30", "Audit:RetentionDays")]
    [InlineData("AllowedHosts", "*", "AllowedHosts")]
    [InlineData("RateLimits__Enabled", "false", "RateLimits:Enabled")]
    public async Task Missing_or_unsafe_setting_stops_it_with_a_message_that_names_the_key(string key, string value, string named)
    {
        using var scratch = new Scratch();
        await using var program = Start(scratch, KeyValuePair.Create(key, value));
        Assert.NotEqual(0, await program.ExitAsync(Limit));
        Assert.Contains(named, program.Output + program.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Key_ring_that_others_can_read_stops_it()
    {
        using var scratch = new Scratch();
        var ring = Ring(scratch, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        await using var program = Start(scratch, KeyValuePair.Create("Protocol__KeyRingFile", ring));
        Assert.NotEqual(0, await program.ExitAsync(Limit));
        Assert.Contains("Protocol:KeyRingFile", program.Output + program.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_everything_in_place_it_starts_has_no_seeds_and_no_inbox()
    {
        using var scratch = new Scratch();
        var port = Ports.Free();
        await using var program = Start(scratch, KeyValuePair.Create("ASPNETCORE_URLS", string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}")));
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        http.DefaultRequestHeaders.Host = "auth.example.com";
        await Eventually.TrueAsync(() => IsReadyAsync(http, program), Limit, () => program.Output + program.Errors);
        foreach (var path in new[] { "/dev/inbox", "/openapi/v1.json" }) Assert.Equal(System.Net.HttpStatusCode.NotFound, (await http.GetAsync(new Uri(path, UriKind.Relative))).StatusCode);
    }

    private static RunningProgram Start(Scratch scratch, KeyValuePair<string, string> setting)
    {
        var environment = new Dictionary<string, string>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{Ports.Free()}",
            ["AllowedHosts"] = "auth.example.com",
            ["Protocol__Issuer"] = "https://auth.example.com",
            ["Protocol__KeyRingFile"] = Ring(scratch, UnixFileMode.UserRead | UnixFileMode.UserWrite),
            ["ConnectionStrings__Auth"] = $"Data Source={scratch.File("auth.db")}",
            ["Smtp__Host"] = "mail.example.com",
            ["Smtp__From"] = "no-reply@example.com",
            ["Sms__Url"] = "https://sms.example.com/messages",
            [setting.Key] = setting.Value,
        };
        return RunningProgram.Start(scratch.Folder, environment, "dotnet", Repository.Program("src/AuthServer"), "--contentRoot=" + Path.Combine(Repository.Root, "src", "AuthServer"));
    }

    private static string Ring(Scratch scratch, UnixFileMode mode)
    {
        var path = scratch.File($"ring-{(int)mode}");
        File.WriteAllText(path, $"1:{Convert.ToBase64String(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32))}\n");
        File.SetUnixFileMode(path, mode);
        return path;
    }

    private static async Task<bool> IsReadyAsync(HttpClient http, RunningProgram program)
    {
        if (program.HasExited) throw new InvalidOperationException("AuthServer ended.\n" + program.Output + program.Errors);
        try
        {
            using var response = await http.GetAsync(new Uri("/health/ready", UriKind.Relative));
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
