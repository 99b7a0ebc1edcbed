using System.Net;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using ResourceApi.Tests.Support;
using ResourceApi.Verifications;

namespace ResourceApi.Tests.Verifications;

/// <summary>Each test has a host of its own: the clock is moved.</summary>
public sealed class JobTests : IAsyncLifetime
{
    private readonly ApiHost _api = new();
    private readonly Desk _desk;

    public JobTests() => _desk = new(_api);

    [Fact]
    public async Task Verified_one_expires_when_its_time_is_over_and_that_is_told()
    {
        var user = Desk.NewUser();
        var (identity, diploma) = (await _desk.SubmitAsync(user, "identity", "passport", "verified"), await _desk.SubmitAsync(user, "educational", "diploma", "verified"));
        _api.Clock.Advance(TimeSpan.FromDays(730) - TimeSpan.FromSeconds(1));
        await _desk.RunAsync("ExpireVerifications");
        Assert.Equal("verified", await _desk.StatusAsync(identity));
        _api.Clock.Advance(TimeSpan.FromSeconds(1));
        await Task.WhenAll(_desk.RunAsync("ExpireVerifications"), _desk.RunAsync("ExpireVerifications"));
        Assert.Equal(("expired", "verified"), (await _desk.StatusAsync(identity), await _desk.StatusAsync(diploma)));
        var told = await _desk.OutboxAsync(user);
        Assert.Equal(("expired", "none"), ((string?)told[^2].Content["status"], (string?)told[^2].Content["level"]));
        Assert.Single(told, item => (string?)item.Content["template"] == "verification_expired");
        Assert.Single(await _desk.AuditAsync(identity), row => row is { Event: "verification.expired", Actor: "job" });
    }

    [Fact]
    public async Task One_that_can_t_expire_keeps_no_other_from_it()
    {
        var user = Desk.NewUser();
        // What is told of its owner needs an identity that somebody has tampered with.
        var (broken, address) = (await _desk.SubmitAsync(user, "identity", "passport", "verified"), await _desk.SubmitAsync(user, "address", "utility_bill", "verified"));
        await _desk.ReadAsync(db => db.Verifications.Where(one => one.Id == broken).ExecuteUpdateAsync(row => row.SetProperty(one => one.Declaration, new byte[60])));
        var other = await _desk.SubmitAsync(Desk.NewUser(), "address", "utility_bill", "verified");
        _api.Clock.Advance(TimeSpan.FromDays(365));
        await _desk.RunAsync("ExpireVerifications");
        Assert.Equal(VerificationStatus.Expired, await _desk.ReadAsync(db => db.Verifications.Where(one => one.Id == other).Select(one => one.Status).SingleAsync()));
        Assert.Equal(VerificationStatus.Verified, await _desk.ReadAsync(db => db.Verifications.Where(one => one.Id == address).Select(one => one.Status).SingleAsync()));
        Assert.Contains(_api.Log.Lines, line => line.Contains($"{address} could not be expired", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("verified", 90)]
    [InlineData("rejected", 30)]
    public async Task Documents_are_kept_as_long_as_their_state_says(string state, int days)
    {
        await _desk.SubmitAsync(Desk.NewUser(), "identity", "passport", state);
        _api.Clock.Advance(TimeSpan.FromDays(days) - TimeSpan.FromSeconds(1));
        await _desk.RunAsync("PurgeDocuments");
        Assert.Single(_desk.Files());
        _api.Clock.Advance(TimeSpan.FromSeconds(1));
        await _desk.RunAsync("PurgeDocuments");
        Assert.Empty(_desk.Files());
    }

    [Theory]
    [InlineData("pending")]
    [InlineData("in_progress")]
    public async Task Documents_of_an_open_one_are_kept(string state)
    {
        await _desk.SubmitAsync(Desk.NewUser(), "identity", "passport", state);
        _api.Clock.Advance(TimeSpan.FromDays(10_000));
        await _desk.RunAsync("PurgeDocuments");
        Assert.Single(_desk.Files());
    }

    [Fact]
    public async Task Files_that_no_row_names_are_deleted_and_no_others()
    {
        await _desk.SubmitAsync(Desk.NewUser());
        var named = _desk.Files().Single();
        foreach (var stray in new[] { "0123456789abcdef0123456789abcdef", "0123456789abcdef0123456789abcdee.new" })
            await File.WriteAllBytesAsync(Path.Combine(Path.GetDirectoryName(named)!, stray), [1], TestContext.Current.CancellationToken);
        await _desk.RunAsync("DeleteUnnamedFiles");
        Assert.Equal([named], _desk.Files());
    }

    [Fact]
    public async Task New_key_of_the_ring_takes_over_what_older_ones_have_sealed()
    {
        var user = Desk.NewUser();
        using (await _api.SendAsync(HttpMethod.Put, "/users/me/", _desk.User(user), """{"first_name":"Ada"}"""))
        {
        }
        var id = await _desk.SubmitAsync(user);
        var ring = Path.Combine(_api.Folder, "ring");
        var old = await File.ReadAllTextAsync(ring, TestContext.Current.CancellationToken);
        await using var next = new ApiHost();
        next.Settings["ConnectionStrings:Api"] = _api.Connection;
        next.Settings["Files:Folder"] = Path.Combine(_api.Folder, "files");
        next.Settings["Keys:RingFile"] = ring;
        await next.InitializeAsync();
        var newest = $"2:{Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))}\n";
        await File.WriteAllTextAsync(ring, old + newest, TestContext.Current.CancellationToken);
        await new Desk(next).RunAsync("RewrapKeys");

        // The first key is taken off the ring: nothing needs it any more.
        await File.WriteAllTextAsync(ring, newest, TestContext.Current.CancellationToken);
        await using var last = new ApiHost();
        foreach (var (name, value) in next.Settings)
            last.Settings[name] = value;
        await last.InitializeAsync();
        var desk = new Desk(last);
        Assert.Equal("Ada", (await desk.GetAsync($"/users/verifications/{id}/", desk.Reviewer())).GetProperty("declared").GetProperty("first_name").GetString());
        using var link = await last.SendAsync(HttpMethod.Post, $"/users/verifications/{id}/documents/1/link/", desk.Reviewer());
        using var picture = await last.SendAsync(HttpMethod.Get, (await ApiHost.BodyAsync(link)).GetProperty("data").GetProperty("url").GetString()!);
        Assert.Equal(HttpStatusCode.OK, picture.StatusCode);
    }

    [Fact]
    public async Task Provider_s_events_are_forgotten_after_the_time_they_are_taken_in()
    {
        using (await _desk.WebhookAsync("""{"type":"other"}""", "msg_old"))
        {
        }
        _api.Clock.Advance(TimeSpan.FromDays(29));
        using (await _desk.WebhookAsync("""{"type":"other"}""", "msg_new"))
        {
        }
        await _desk.RunAsync("PruneWebhookEvents");
        Assert.Equal(2, await CountAsync());
        _api.Clock.Advance(TimeSpan.FromDays(1));
        await _desk.RunAsync("PruneWebhookEvents");
        Assert.Equal(1, await CountAsync());
    }

    [Fact]
    public async Task Spent_counts_are_deleted()
    {
        using (await _api.SendAsync(HttpMethod.Post, "/users/verify/", _desk.User(Desk.NewUser()), Desk.One))
        {
        }
        await _desk.RunAsync("PruneBudgets");
        // The day's submissions, and the hour's uploads.
        Assert.Equal(2, await _desk.ReadAsync(db => db.Budgets.CountAsync()));
        _api.Clock.Advance(TimeSpan.FromDays(1));
        await _desk.RunAsync("PruneBudgets");
        Assert.Equal(0, await _desk.ReadAsync(db => db.Budgets.CountAsync()));
    }

    public async ValueTask InitializeAsync() => await _api.InitializeAsync();

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    private Task<int> CountAsync() => _desk.ReadAsync(db => db.WebhookEvents.CountAsync());
}
