using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ResourceApi.Data;
using ResourceApi.Tests.Support;

namespace ResourceApi.Tests.Verifications;

/// <summary>A failure at any statement leaves all or nothing. The host that fails and the one that is asked afterwards share a database, as two nodes do.</summary>
public sealed class FaultTests : IAsyncLifetime
{
    private const int MostStatements = 60;
    private readonly ApiHost _api = new();
    private readonly Desk _desk;
    private readonly Fault _fault = new();
    private WebApplicationFactory<Program> _failing = null!;

    public FaultTests() => _desk = new(_api);

    [Fact]
    public async Task Submission_is_whole_or_nothing_and_no_file_without_a_row_outlives_the_cleaning()
    {
        var (half, whole) = (0, 0);
        for (var at = 1; at < MostStatements; at++)
        {
            var user = Desk.NewUser();
            var status = await SendAsync(at, "/users/verify/", _desk.User(user), Desk.One);
            var rows = await _desk.ReadAsync(db => db.Verifications.Include(one => one.Documents).Where(one => one.UserId == user).ToListAsync());
            var (told, recorded) = ((await _desk.OutboxAsync(user)).Count, await _desk.ReadAsync(db => db.Audit.CountAsync(row => row.Subject == user)));
            if (rows.Count == 0)
                Assert.Equal((0, 0), (told, recorded));
            else
                Assert.Equal((1, 1, 2, 1), (rows.Count, rows[0].Documents.Count, told, recorded));
            if (!_fault.HasStruck)
            {
                Assert.Equal(HttpStatusCode.Created, status);
                break;
            }
            Assert.Equal(HttpStatusCode.InternalServerError, status);
            _ = rows.Count == 0 ? half++ : whole++;
        }
        // Only a failure after the commit leaves it there.
        Assert.True(!_fault.HasStruck && half > 5 && whole == 1, $"{half} {whole}");
        await _desk.RunAsync("DeleteUnnamedFiles");
        var named = await _desk.ReadAsync(db => db.Documents.Select(document => document.File!).ToListAsync());
        Assert.Equal(named.Order(), _desk.Files().Select(file => "documents/" + Path.GetFileName(file)).Order());
    }

    [Theory]
    [InlineData("mark_verified", null)]
    [InlineData("mark_rejected", """{"rejection_reason":"x"}""")]
    public async Task Review_is_whole_or_nothing_and_can_be_repeated(string action, string? body)
    {
        for (var at = 1; at < MostStatements; at++)
        {
            var user = Desk.NewUser();
            var id = await _desk.SubmitAsync(user, "identity", "passport", "in_progress");
            var (before, told) = ((await _desk.AuditAsync(id)).Count, (await _desk.OutboxAsync(user)).Count);
            var status = await SendAsync(at, $"/users/verifications/{id}/{action}/", _desk.Reviewer(), body);
            var isDone = await _desk.StatusAsync(id) is "verified" or "rejected";
            Assert.Equal(isDone ? (1, 2) : (0, 0), ((await _desk.AuditAsync(id)).Count - before, (await _desk.OutboxAsync(user)).Count - told));
            if (!_fault.HasStruck)
            {
                Assert.Equal((HttpStatusCode.OK, true), (status, isDone));
                break;
            }
            Assert.Equal(HttpStatusCode.InternalServerError, status);
            Assert.Equal(isDone ? HttpStatusCode.Conflict : HttpStatusCode.OK, await SendAsync(0, $"/users/verifications/{id}/{action}/", _desk.Reviewer(), body));
        }
        Assert.False(_fault.HasStruck);
    }

    [Fact]
    public async Task Event_that_failed_takes_effect_when_it_is_sent_again()
    {
        for (var at = 1; at < MostStatements; at++)
        {
            var user = Desk.NewUser();
            var id = await _desk.SubmitAsync(user);
            var first = await EventAsync(at, id);
            var hasStruck = _fault.HasStruck;
            Assert.Equal(hasStruck ? HttpStatusCode.InternalServerError : HttpStatusCode.OK, first);
            Assert.Equal(HttpStatusCode.OK, await EventAsync(0, id));
            Assert.Equal("verified", await _desk.StatusAsync(id));
            Assert.Equal(["verification.submitted", "verification.in_progress", "verification.verified"], (await _desk.AuditAsync(id)).Select(row => row.Event));
            Assert.Equal(5, (await _desk.OutboxAsync(user)).Count);
            if (!hasStruck)
                return;
        }
        Assert.Fail("It took more statements than were tried.");
    }

    public async ValueTask InitializeAsync()
    {
        await _api.InitializeAsync();
        _failing = _api.WithWebHostBuilder(builder => builder.ConfigureServices(services =>
            services.ConfigureDbContext<ApiDbContext>((_, options) => options.AddInterceptors(_fault), ServiceLifetime.Singleton)));
    }

    public async ValueTask DisposeAsync()
    {
        await _failing.DisposeAsync();
        await _api.DisposeAsync();
    }

    private async Task<HttpStatusCode> SendAsync(int at, string path, string token, string? body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await SendAsync(at, request);
    }

    private Task<HttpStatusCode> EventAsync(int at, Guid id)
    {
        var (body, timestamp) = (Desk.Event(id, "verified"), $"{_api.Clock.GetUtcNow().ToUnixTimeSeconds()}");
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/kyc/webhook/generic/") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("webhook-id", $"msg_{id:N}");
        request.Headers.Add("webhook-timestamp", timestamp);
        request.Headers.Add("webhook-signature", Desk.Sign(Desk.Secret, $"msg_{id:N}", timestamp, body));
        return SendAsync(at, request);
    }

    private async Task<HttpStatusCode> SendAsync(int at, HttpRequestMessage request)
    {
        using var client = _failing.CreateClient();
        _fault.Set(at == 0 ? int.MaxValue : at);
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}
