using System.Diagnostics;
using System.Net;
using EndToEnd.Running;

namespace EndToEnd.Marketplace;

/// <summary>What happens at one host, seen at the other, over two processes.</summary>
public sealed class LineBetweenHostsTests(SharedPlatform shared)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly string[] Skills = ["tiling"];
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task After_logout_the_API_refuses_within_a_second()
    {
        using var member = await Member.RegisterAsync(shared.Platform.Auth, shared.Platform.Api);
        var slowest = TimeSpan.Zero;
        for (var i = 0; i < 5; i++)
        {
            using var session = await Member.SignInAsync(shared.Platform.Auth, shared.Platform.Api, member.Email.Split('@')[0], "Stormy-lantern-42");
            Assert.Equal(HttpStatusCode.OK, (await session.SendAsync("GET", "/users/me/")).Status);
            var watch = Stopwatch.StartNew();
            Assert.Equal(HttpStatusCode.OK, (await session.LogOutAsync()).Status);
            await Eventually.TrueAsync(async () => (await session.SendAsync("GET", "/users/me/"))["code"] == "invalid_token", Second, () => "The API takes the token for more than a second.");
            if (watch.Elapsed > slowest) slowest = watch.Elapsed;
        }
        Console.WriteLine($"Measured: from logout to 401 at the API {slowest.TotalMilliseconds:0} ms at most, of 5");
    }

    [Fact]
    public async Task A_changed_type_refuses_the_old_token_and_a_refresh_brings_the_new_role()
    {
        using var member = await Member.RegisterAsync(shared.Platform.Auth, shared.Platform.Api);
        await member.SendAsync("PATCH", "/users/me/", new { skills = Skills, hourly_rate = 40 });
        var changed = await member.SendAsync("POST", "/auth/user-type-change/", new { user_type = "provider", reason = "I lay tiles" });
        Assert.Equal((HttpStatusCode.OK, "customer", "provider"), (changed.Status, changed["data.old_user_type"], changed["data.new_user_type"]));
        Assert.Equal("invalid_token", (await member.SendAsync("GET", "/users/me/"))["code"]);

        await member.RefreshAsync();
        Assert.Equal("provider", member.Claims()["roles"]![0]!.ToString());
        Assert.Equal("provider", (await member.SendAsync("GET", "/auth/user-type/"))["data.user_type"]);
        Assert.Equal("40", (await member.SendAsync("GET", "/users/me/"))["data.hourly_rate"]);
        var entry = (await member.SendAsync("GET", "/auth/user-type/history/")).Json!["data"]!["items"]![0]!;
        Assert.Equal(("customer", "provider", "I lay tiles"), (entry["old_user_type"]!.ToString(), entry["new_user_type"]!.ToString(), entry["reason"]!.ToString()));
        Assert.Contains("provider", await Clients.Inbox.ReadAsync(shared.Platform.Auth, member.Email, message => ((string)message["body"]!).Contains("provider", StringComparison.Ordinal) ? (string)message["body"]! : null), StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.OK, (await member.SendAsync("POST", "/auth/user-type-change/", new { user_type = "customer" })).Status);
        await member.RefreshAsync();
        Assert.Equal("tiling", (await member.SendAsync("GET", "/users/me/")).Json!["data"]!["skills"]![0]!.ToString());
    }

    [Fact]
    public async Task A_verification_goes_from_the_upload_to_the_claims_of_the_next_token()
    {
        using var member = await Member.RegisterAsync(shared.Platform.Auth, shared.Platform.Api);
        using var admin = await Member.SignInAsync(shared.Platform.Auth, shared.Platform.Api, "admin", "Correct-horse-9");
        await member.SendAsync("PATCH", "/users/me/", new { first_name = "Dana", last_name = "Holt", date_of_birth = "1990-02-03" });
        var submitted = await member.SendAsync("POST", "/users/verify/", Papers.Passport());
        Assert.Equal((HttpStatusCode.Created, "pending"), (submitted.Status, submitted["data.status"]));
        var id = submitted.Get("data.id");
        await Clients.Inbox.ReadAsync(shared.Platform.Auth, admin.Email, message => ((string)message["body"]!).Contains("identity", StringComparison.Ordinal) ? "there" : null);

        await ClaimsAsync("pending", "none");
        Assert.Equal("forbidden", (await member.SendAsync("POST", $"/users/verifications/{id}/mark_verified/"))["code"]);
        Assert.Equal("in_progress", (await admin.SendAsync("POST", $"/users/verifications/{id}/mark_in_progress/"))["data.status"]);
        Assert.Equal("verified", (await admin.SendAsync("POST", $"/users/verifications/{id}/mark_verified/"))["data.status"]);
        await ClaimsAsync("verified", "basic");
        await Clients.Inbox.ReadAsync(shared.Platform.Auth, member.Email, message => ((string)message["body"]!).Contains("is complete", StringComparison.Ordinal) ? "there" : null);
        Assert.Equal(("verified", "basic"), await member.SendAsync("GET", "/api/v1/kyc/status/") is var kyc ? (kyc["data.kyc_status"], kyc["data.level"]) : default);

        async Task ClaimsAsync(string status, string level)
        {
            await Eventually.TrueAsync(
                async () =>
                {
                    await member.RefreshAsync();
                    return (member.Claims()["kyc_status"]?.ToString(), member.Claims()["kyc_level"]?.ToString()) == (status, level);
                },
                Soon,
                () => $"The claims do not come to {status}: {member.Claims()}");
        }
    }
}
