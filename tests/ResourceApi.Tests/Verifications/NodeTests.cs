using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using ResourceApi.Tests.Support;

namespace ResourceApi.Tests.Verifications;

/// <summary>Two hosts over one database and one folder of files.</summary>
public sealed class NodeTests : IAsyncLifetime
{
    private readonly ApiHost _one = new();
    private readonly Desk _desk;
    private WebApplicationFactory<Program> _two = null!;

    public NodeTests() => _desk = new(_one);

    [Fact]
    public async Task Of_reviews_on_both_nodes_one_counts()
    {
        var id = await _desk.SubmitAsync(Desk.NewUser(), "identity", "passport", "in_progress");
        var statuses = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => SendAsync(i, i % 4 < 2 ? $"/users/verifications/{id}/mark_verified/" : $"/users/verifications/{id}/mark_rejected/", _desk.Reviewer(), """{"rejection_reason":"x"}""")));
        Assert.Equal((1, 19), (statuses.Count(status => status == HttpStatusCode.OK), statuses.Count(status => status == HttpStatusCode.Conflict)));
        var audit = await _desk.AuditAsync(id);
        Assert.Equal((1, 19), (audit.Count(row => row.Event is "verification.verified" or "verification.rejected"), audit.Count(row => row.Event == "verification.refused")));
    }

    [Fact]
    public async Task Of_submissions_on_both_nodes_one_is_taken()
    {
        var user = Desk.NewUser();
        var statuses = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => SendAsync(i, "/users/verify/", _desk.User(user), Desk.One)));
        Assert.Equal((1, 7), (statuses.Count(status => status == HttpStatusCode.Created), statuses.Count(status => status == HttpStatusCode.Conflict)));
        Assert.Single(_desk.Files());
        Assert.Equal(1, await _desk.ReadAsync(db => db.Verifications.CountAsync(one => one.UserId == user)));
    }

    [Fact]
    public async Task Event_sent_to_both_nodes_has_one_effect()
    {
        var id = await _desk.SubmitAsync(Desk.NewUser());
        var (body, timestamp) = (Desk.Event(id, "verified"), $"{_one.Clock.GetUtcNow().ToUnixTimeSeconds()}");
        var statuses = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => SendAsync(
            i, "/api/v1/kyc/webhook/generic/", null, body, ("webhook-id", "msg_1"), ("webhook-timestamp", timestamp), ("webhook-signature", Desk.Sign(Desk.Secret, "msg_1", timestamp, body)))));
        Assert.All(statuses, status => Assert.Equal(HttpStatusCode.OK, status));
        Assert.Equal(["verification.submitted", "verification.in_progress", "verification.verified"], (await _desk.AuditAsync(id)).Select(row => row.Event));
    }

    public async ValueTask InitializeAsync()
    {
        await _one.InitializeAsync();
        // The first brings the schema up to date before the second asks.
        using var first = _one.CreateClient();
        _two = _one.WithWebHostBuilder(_ => { });
        using var second = _two.CreateClient();
    }

    public async ValueTask DisposeAsync()
    {
        await _two.DisposeAsync();
        await _one.DisposeAsync();
    }

    private async Task<HttpStatusCode> SendAsync(int turn, string path, string? token, string body, params (string Name, string Value)[] headers)
    {
        using var client = turn % 2 == 0 ? _one.CreateClient() : _two.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        foreach (var (name, value) in headers)
            request.Headers.Add(name, value);
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}
