using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using AuthServer.Validation.Tests.Support;
using Microsoft.EntityFrameworkCore;
using ResourceApi.Tests.Support;

namespace ResourceApi.Tests.Verifications;

public sealed class DocumentTests(ApiHost api) : IClassFixture<ApiHost>
{
    private readonly Desk _desk = new(api);

    [Fact]
    public async Task Picture_is_seen_by_its_owner_and_by_reviewers_and_every_view_is_recorded()
    {
        var user = Desk.NewUser();
        using (var submitted = await api.SendAsync(HttpMethod.Post, "/users/verify/", _desk.User(user), Desk.One))
            Assert.Equal(HttpStatusCode.Created, submitted.StatusCode);
        var id = (await _desk.GetAsync("/users/verifications/", _desk.User(user))).GetProperty("items")[0].GetProperty("id").GetGuid();
        foreach (var token in new[] { _desk.User(user), _desk.Reviewer() })
        {
            using var picture = await OpenAsync(await LinkAsync(id, token));
            Assert.Equal(HttpStatusCode.OK, picture.StatusCode);
            var bytes = await picture.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
            Assert.Equal([0xFF, 0xD8, 0xFF], bytes[..3]);
            Assert.Equal("image/jpeg", picture.Content.Headers.ContentType?.ToString());
            Assert.Equal(("no-store", "nosniff"), (picture.Headers.CacheControl?.ToString(), picture.Headers.GetValues("X-Content-Type-Options").Single()));
            Assert.Equal("default-src 'none'; sandbox", picture.Headers.GetValues("Content-Security-Policy").Single());
            Assert.Equal("inline; filename=\"document-1-front.jpg\"", picture.Content.Headers.ContentDisposition?.ToString());
        }
        Assert.Equal([user, Desk.Admin], (await _desk.AuditAsync(id)).Where(row => row is { Event: "verification.document_viewed", Detail: "document 1" } && row.Subject == user).Select(row => row.Actor));
    }

    [Fact]
    public async Task Nobody_else_gets_a_link()
    {
        var id = await _desk.SubmitAsync(Desk.NewUser());
        foreach (var token in new[] { _desk.User(Desk.NewUser()), api.Token("verifications:review", Desk.NewUser()), api.Token("verifications:submit", Desk.Admin, role: "admin") })
        {
            using var answer = await api.SendAsync(HttpMethod.Post, $"/users/verifications/{id}/documents/1/link/", token);
            await ApiHost.ProblemAsync(answer, 404, "not_found");
        }
        foreach (var number in new[] { "0", "2", "-1", "x" })
        {
            using var answer = await api.SendAsync(HttpMethod.Post, $"/users/verifications/{id}/documents/{number}/link/", _desk.Reviewer());
            await ApiHost.ProblemAsync(answer, 404, "not_found");
        }
        using var unscoped = await api.SendAsync(HttpMethod.Post, $"/users/verifications/{id}/documents/1/link/", api.Token("users:read"));
        await ApiHost.ProblemAsync(unscoped, 403, "insufficient_scope");
    }

    [Fact]
    public async Task Link_works_for_a_minute_and_only_as_it_was_given()
    {
        await using var own = new ApiHost();
        await own.InitializeAsync();
        var desk = new Desk(own);
        var id = await desk.SubmitAsync(Desk.NewUser());
        var link = await LinkAsync(own, id, desk.Reviewer());
        for (var i = "/documents/".Length; i < link.Length; i += 7)
        {
            using var changed = await own.SendAsync(HttpMethod.Get, link[..i] + (link[i] == 'A' ? 'B' : 'A') + link[(i + 1)..]);
            await ApiHost.ProblemAsync(changed, 404, "not_found");
        }
        foreach (var other in new[] { "/documents/x", link[..^1], link + "A", link + "%3D", link + "%20" })
        {
            using var cut = await own.SendAsync(HttpMethod.Get, other);
            await ApiHost.ProblemAsync(cut, 404, "not_found");
        }
        Assert.Single(await desk.AuditAsync(id));
        own.Clock.Advance(TimeSpan.FromSeconds(59));
        using (var last = await own.SendAsync(HttpMethod.Get, link))
            Assert.Equal(HttpStatusCode.OK, last.StatusCode);
        own.Clock.Advance(TimeSpan.FromSeconds(1));
        using var late = await own.SendAsync(HttpMethod.Get, link);
        await ApiHost.ProblemAsync(late, 404, "not_found");
    }

    [Fact]
    public async Task Link_dies_with_the_sign_in_it_was_made_in()
    {
        var user = Desk.NewUser();
        var id = await _desk.SubmitAsync(user);
        var (dead, alive) = (await LinkAsync(id, _desk.User(user, "sid-dead")), await LinkAsync(id, _desk.User(user, "sid-alive")));
        var set = api.Issuer.Sign(TestIssuer.Header("secevent+jwt"), new JsonObject
        {
            ["iss"] = api.Issuer.Address, ["aud"] = TestIssuer.Audience, ["iat"] = api.Clock.GetUtcNow().ToUnixTimeSeconds(), ["jti"] = Guid.CreateVersion7().ToString(),
            ["sub_id"] = new JsonObject { ["format"] = "opaque", ["id"] = user },
            ["events"] = new JsonObject { ["https://schemas.openid.net/secevent/caep/event-type/session-revoked"] = new JsonObject { ["session_id"] = "sid-dead", ["expires_at"] = api.Clock.GetUtcNow().AddMinutes(11).ToUnixTimeSeconds() } },
        });
        using (var pushed = await api.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/events") { Content = new StringContent(set, Encoding.ASCII, "application/secevent+jwt") }))
            Assert.Equal(HttpStatusCode.Accepted, pushed.StatusCode);
        using var refused = await OpenAsync(dead);
        await ApiHost.ProblemAsync(refused, 404, "not_found");
        using var taken = await OpenAsync(alive);
        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
    }

    [Fact]
    public async Task Files_hold_nothing_that_can_be_read_and_can_t_be_exchanged()
    {
        await using var own = new ApiHost();
        await own.InitializeAsync();
        var desk = new Desk(own);
        var (one, two) = (await desk.SubmitAsync(Desk.NewUser()), await desk.SubmitAsync(Desk.NewUser()));
        var files = desk.Files();
        Assert.Equal(2, files.Length);
        foreach (var file in files)
            Assert.Equal(-1, (await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken)).AsSpan().IndexOf(Desk.Picture.AsSpan(0, 10)));
        var (first, second) = (await File.ReadAllBytesAsync(files[0], TestContext.Current.CancellationToken), await File.ReadAllBytesAsync(files[1], TestContext.Current.CancellationToken));
        await File.WriteAllBytesAsync(files[0], second, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(files[1], first[..10], TestContext.Current.CancellationToken);
        foreach (var id in new[] { one, two })
        {
            using var answer = await own.SendAsync(HttpMethod.Get, await LinkAsync(own, id, desk.Reviewer()));
            await ApiHost.ProblemAsync(answer, 404, "not_found");
        }
    }

    [Fact]
    public async Task File_and_key_of_one_document_open_nothing_in_the_row_of_another()
    {
        var (one, two) = (await _desk.SubmitAsync(Desk.NewUser()), await _desk.SubmitAsync(Desk.NewUser()));
        var rows = await _desk.ReadAsync(db => db.Documents.AsNoTracking().Where(row => row.VerificationId == one || row.VerificationId == two).ToListAsync());
        // No two rows may name one file, not even for a moment.
        await _desk.ReadAsync(db => db.Documents.Where(document => document.Id == rows[0].Id).ExecuteUpdateAsync(set => set.SetProperty(document => document.File, (string?)null)));
        foreach (var (row, other) in new[] { (rows[1], rows[0]), (rows[0], rows[1]) })
        {
            await _desk.ReadAsync(db => db.Documents.Where(document => document.Id == row.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(document => document.File, other.File).SetProperty(document => document.WrappedKey, other.WrappedKey)));
        }
        foreach (var id in new[] { one, two })
        {
            using var answer = await OpenAsync(await LinkAsync(id, _desk.Reviewer()));
            await ApiHost.ProblemAsync(answer, 404, "not_found");
        }
    }

    [Fact]
    public async Task Document_under_a_key_that_is_not_on_the_ring_is_not_found()
    {
        var id = await _desk.SubmitAsync(Desk.NewUser());
        await _desk.ReadAsync(db => db.Documents.Where(row => row.VerificationId == id).ExecuteUpdateAsync(set => set.SetProperty(row => row.RingKey, (byte)77)));
        using var answer = await OpenAsync(await LinkAsync(id, _desk.Reviewer()));
        await ApiHost.ProblemAsync(answer, 404, "not_found");
    }

    [Fact]
    public async Task Purged_document_can_t_be_opened_although_its_file_is_put_back()
    {
        await using var own = new ApiHost();
        own.Settings["Verifications:Identity:RejectedRetentionDays"] = "0";
        await own.InitializeAsync();
        var desk = new Desk(own);
        var id = await desk.SubmitAsync(Desk.NewUser(), "identity", "passport", "rejected");
        var waiting = await desk.SubmitAsync(Desk.NewUser());
        var link = await LinkAsync(own, id, desk.Reviewer());
        var copies = desk.Files().ToDictionary(file => file, File.ReadAllBytes);
        await desk.RunAsync("PurgeDocuments");
        Assert.Single(desk.Files());
        foreach (var (file, content) in copies)
            await File.WriteAllBytesAsync(file, content, TestContext.Current.CancellationToken);

        using var old = await own.SendAsync(HttpMethod.Get, link);
        await ApiHost.ProblemAsync(old, 404, "not_found");
        using var fresh = await own.SendAsync(HttpMethod.Post, $"/users/verifications/{id}/documents/1/link/", desk.Reviewer());
        await ApiHost.ProblemAsync(fresh, 404, "not_found");
        Assert.Equal(0, await desk.ReadAsync(db => db.Documents.CountAsync(document => document.VerificationId == id && document.WrappedKey != null)));
        Assert.False((await desk.GetAsync($"/users/verifications/{id}/", desk.Reviewer())).GetProperty("documents")[0].GetProperty("available").GetBoolean());
        Assert.Equal("verification.document_purged", (await desk.AuditAsync(id))[^1].Event);
        using var kept = await own.SendAsync(HttpMethod.Get, await LinkAsync(own, waiting, desk.Reviewer()));
        Assert.Equal(HttpStatusCode.OK, kept.StatusCode);
    }

    private Task<HttpResponseMessage> OpenAsync(string link) => api.SendAsync(HttpMethod.Get, link);

    private Task<string> LinkAsync(Guid id, string token) => LinkAsync(api, id, token);

    private static async Task<string> LinkAsync(ApiHost host, Guid id, string token)
    {
        using var answer = await host.SendAsync(HttpMethod.Post, $"/users/verifications/{id}/documents/1/link/", token);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await ApiHost.BodyAsync(answer)).GetProperty("data").GetProperty("url").GetString()!;
    }
}
