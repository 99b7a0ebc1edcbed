using System.Net;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ResourceApi.Media;
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
        using (await _api.SendAsync(HttpMethod.Put, "/users/me/", _desk.User(user), """{"first_name":"Ada"}"""))
        {
        }
        // What is told of its owner needs an identity by a document that nobody knows.
        var (broken, address) = (await _desk.SubmitAsync(user, "identity", "passport", "verified"), await _desk.SubmitAsync(user, "address", "utility_bill", "verified"));
        await _desk.ReadAsync(db => db.Verifications.Where(one => one.Id == broken).ExecuteUpdateAsync(row => row.SetProperty(one => one.DocumentType, "none")));
        var other = await _desk.SubmitAsync(Desk.NewUser(), "address", "utility_bill", "verified");
        _api.Clock.Advance(TimeSpan.FromDays(365));
        await _desk.RunAsync("ExpireVerifications");
        Assert.Equal(VerificationStatus.Expired, await _desk.ReadAsync(db => db.Verifications.Where(one => one.Id == other).Select(one => one.Status).SingleAsync()));
        Assert.Equal(VerificationStatus.Verified, await _desk.ReadAsync(db => db.Verifications.Where(one => one.Id == address).Select(one => one.Status).SingleAsync()));
        Assert.Contains(_api.Log.Lines, line => line.Contains($"{address} could not be expired", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("tampered")]
    [InlineData("unknown key")]
    [InlineData("cut")]
    public async Task Declaration_that_does_not_open_stops_neither_its_end_nor_those_who_look(string how)
    {
        var user = Desk.NewUser();
        using (await _api.SendAsync(HttpMethod.Put, "/users/me/", _desk.User(user), """{"first_name":"Ada"}"""))
        {
        }
        var (identity, address) = (await _desk.SubmitAsync(user, "identity", "passport", "verified"), await _desk.SubmitAsync(user, "address", "utility_bill", "verified"));
        await SpoilAsync(identity, how);
        _api.Clock.Advance(TimeSpan.FromDays(365));
        await _desk.RunAsync("ExpireVerifications");
        Assert.Equal("expired", await _desk.StatusAsync(address));
        var told = (await _desk.OutboxAsync(user)).Last(item => item.Kind == "kyc").Content;
        Assert.Equal(("verified", "basic", null), ((string?)told["status"], (string?)told["level"], told["verified_claims"]?.ToJsonString()));
        var listed = (await _desk.GetAsync("/users/verifications/", _desk.User(user))).GetProperty("items");
        Assert.Equal([null, "Ada"], listed.EnumerateArray().Select(one => one.GetProperty("declared").GetProperty("first_name").GetString()).Order());
        Assert.Equal("verified", (await _desk.GetAsync("/api/v1/kyc/status/", _desk.User(user))).GetProperty("kyc_status").GetString());
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
            await StrayAsync(stray, 61);
        File.SetLastWriteTimeUtc(named, _api.Clock.GetUtcNow().UtcDateTime.AddDays(-2));
        // It may be of a submission that has not come to its rows yet.
        var young = await StrayAsync("0123456789abcdef0123456789abcded", 59);
        await _desk.RunAsync("DeleteUnnamedFiles");
        Assert.Equal(new[] { named, young }.Order(), _desk.Files().Order());
    }

    [Fact]
    public async Task File_that_can_t_be_deleted_keeps_no_other()
    {
        var stuck = "documents/0000000000000000000000000000000a";
        await using var own = new ApiHost();
        await own.InitializeAsync();
        own.Outside = services => services.Replace(ServiceDescriptor.Singleton<IFileStore>(new StuckStore(Path.Combine(own.Folder, "files"), stuck)));
        var desk = new Desk(own);
        foreach (var _ in Enumerable.Range(0, 2))
            await desk.SubmitAsync(Desk.NewUser(), "identity", "passport", "rejected");
        File.Move(desk.Files()[0], Path.Combine(own.Folder, "files", stuck));
        var first = await desk.ReadAsync(db => db.Documents.OrderBy(row => row.Id).Select(row => row.Id).FirstAsync());
        await desk.ReadAsync(db => db.Documents.Where(row => row.Id == first).ExecuteUpdateAsync(row => row.SetProperty(one => one.File, stuck)));
        foreach (var file in desk.Files().Append(Path.Combine(own.Folder, "files", "documents", "ffffffffffffffffffffffffffffffff")))
        {
            await File.AppendAllTextAsync(file, "", TestContext.Current.CancellationToken);
            File.SetLastWriteTimeUtc(file, own.Clock.GetUtcNow().UtcDateTime.AddDays(-1));
        }
        own.Clock.Advance(TimeSpan.FromDays(30));
        await desk.RunAsync("PurgeDocuments");
        Assert.Equal(0, await desk.ReadAsync(db => db.Documents.CountAsync(row => row.File != null)));
        await desk.RunAsync("DeleteUnnamedFiles");
        Assert.Equal([Path.GetFileName(stuck)], desk.Files().Select(Path.GetFileName));
    }

    [Fact]
    public async Task Row_that_does_not_open_keeps_no_other_under_the_old_key_and_what_a_newer_ring_wrote_stays()
    {
        var ids = new List<Guid>();
        foreach (var _ in Enumerable.Range(0, 4))
            ids.Add(await _desk.SubmitAsync(Desk.NewUser()));
        await _desk.ReadAsync(db => db.Documents.Where(row => row.VerificationId == ids[0]).ExecuteUpdateAsync(row => row.SetProperty(one => one.WrappedKey, new byte[60])));
        await SpoilAsync(ids[1], "tampered");
        await _desk.ReadAsync(db => db.Documents.Where(row => row.VerificationId == ids[3]).ExecuteUpdateAsync(row => row.SetProperty(one => one.RingKey, (byte)9)));
        await _desk.ReadAsync(db => db.Verifications.Where(row => row.Id == ids[3]).ExecuteUpdateAsync(row => row.SetProperty(one => one.DeclarationKey, (byte)9)));
        await using var next = new ApiHost();
        next.Settings["ConnectionStrings:Api"] = _api.Connection;
        next.Settings["Files:Folder"] = Path.Combine(_api.Folder, "files");
        next.Settings["Keys:RingFile"] = Path.Combine(_api.Folder, "ring");
        await next.InitializeAsync();
        await File.AppendAllTextAsync(Path.Combine(_api.Folder, "ring"), $"2:{Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))}\n", TestContext.Current.CancellationToken);
        await new Desk(next).RunAsync("RewrapKeys");
        var documents = await _desk.ReadAsync(db => db.Documents.ToDictionaryAsync(row => row.VerificationId, row => (int)row.RingKey));
        var declarations = await _desk.ReadAsync(db => db.Verifications.ToDictionaryAsync(row => row.Id, row => (int)row.DeclarationKey));
        Assert.Equal([1, 2, 2, 9], ids.Select(id => documents[id]));
        Assert.Equal([2, 1, 2, 9], ids.Select(id => declarations[id]));
        Assert.Contains(next.Log.Lines, line => line.Contains($"Row {ids[1]} could not be brought", StringComparison.Ordinal));
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
        await _desk.RunAsync("PruneEnded");
        // The day's submissions, and the hour's uploads.
        Assert.Equal(2, await _desk.ReadAsync(db => db.Budgets.CountAsync()));
        _api.Clock.Advance(TimeSpan.FromDays(1));
        await _desk.RunAsync("PruneEnded");
        Assert.Equal(0, await _desk.ReadAsync(db => db.Budgets.CountAsync()));
    }

    public async ValueTask InitializeAsync() => await _api.InitializeAsync();

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    private Task<int> SpoilAsync(Guid id, string how) => _desk.ReadAsync(db =>
    {
        var row = db.Verifications.Where(one => one.Id == id);
        var content = new byte[how == "cut" ? 5 : 60];
        return how == "unknown key"
            ? row.ExecuteUpdateAsync(set => set.SetProperty(one => one.DeclarationKey, (byte)77))
            : row.ExecuteUpdateAsync(set => set.SetProperty(one => one.Declaration, content));
    });

    private async Task<string> StrayAsync(string name, int minutes)
    {
        var path = Path.Combine(Path.GetDirectoryName(_desk.Files()[0])!, name);
        await File.WriteAllBytesAsync(path, [1], TestContext.Current.CancellationToken);
        File.SetLastWriteTimeUtc(path, _api.Clock.GetUtcNow().UtcDateTime.AddMinutes(-minutes));
        return path;
    }

    private Task<int> CountAsync() => _desk.ReadAsync(db => db.WebhookEvents.CountAsync());
}
