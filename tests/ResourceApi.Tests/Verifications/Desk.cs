using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Quartz;
using ResourceApi.Audit;
using ResourceApi.Data;
using ResourceApi.Outbox;
using ResourceApi.Tests.Support;
using ResourceApi.Verifications;
using ResourceApi.Verifications.Documents;

namespace ResourceApi.Tests.Verifications;

/// <summary>What the tests of verifications do over and over: submit, review, send webhooks, run a job, look into the database.</summary>
public sealed class Desk(ApiHost api)
{
    public const string Png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
    public const string Secret = "whsec_ZGV2LXdlYmhvb2stc2VjcmV0LTAxMjM0NTY3ODlhYg==";
    public const string Admin = "0198c2b1-0000-7000-8000-00000000ad01";
    public const string OtherAdmin = "0198c2b1-0000-7000-8000-00000000ad02";

    /// <summary>The beginning and the end of a JPEG.</summary>
    public static readonly byte[] Picture = [0xFF, 0xD8, 0xFF, 0xE0, .. "\0\u0010JFIF\0"u8, .. new byte[64], 0xFF, 0xD9];

    public static readonly string One = $$"""{"verification_type":"identity","document_type":"passport","documents":[{"base64":"{{Png}}"}]}""";

    /// <summary>A user that no other test has.</summary>
    public static string NewUser() => Guid.CreateVersion7().ToString();

    public string User(string subject, string? session = "sid-1") => api.Token("verifications:submit users:read users:write", subject, session);

    public string Reviewer(string subject = Admin) => api.Token("verifications:review", subject, role: "admin");

    /// <summary>Puts a submission in as the route does once its picture is decoded; returns its id.</summary>
    public async Task<Guid> SubmitAsync(string user, string type = "identity", string document = "passport")
    {
        var kind = VerificationKind.Of(Word<VerificationType>.Parse(type)!.Value);
        var submission = new CheckedSubmission(kind, document, [new SentPicture(DocumentSide.Front, null, null, null)]);
        var (id, refusal) = await api.Services.GetRequiredService<SubmissionStore>().AddAsync(submission, [Picture], new Actor(user, null), TestContext.Current.CancellationToken);
        Assert.Null(refusal);
        return id;
    }

    /// <summary>Submits and reviews up to a state.</summary>
    public async Task<Guid> SubmitAsync(string user, string type, string document, string state)
    {
        var id = await SubmitAsync(user, type, document);
        string[] steps = state switch { "pending" => [], "in_progress" => ["in_progress"], "verified" or "expired" => ["in_progress", "verified"], _ => ["in_progress", "rejected"] };
        foreach (var step in steps)
        {
            using var answer = await MarkAsync(id, step);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
        if (state == "expired")
            await ReadAsync(db => db.Verifications.Where(one => one.Id == id).ExecuteUpdateAsync(row => row.SetProperty(one => one.Status, VerificationStatus.Expired)));
        return id;
    }

    public Task<HttpResponseMessage> MarkAsync(Guid id, string state, string? token = null) => api.SendAsync(
        HttpMethod.Post, $"/users/verifications/{id}/mark_{state}/", token ?? Reviewer(), state == "rejected" ? """{"rejection_reason":"The picture is blurred."}""" : null);

    public async Task<string> StatusAsync(Guid id) => (await GetAsync($"/users/verifications/{id}/", Reviewer())).GetProperty("status").GetString()!;

    /// <summary>The <c>data</c> of a GET that succeeds.</summary>
    public async Task<JsonElement> GetAsync(string path, string token)
    {
        using var answer = await api.SendAsync(HttpMethod.Get, path, token);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await ApiHost.BodyAsync(answer)).GetProperty("data");
    }

    public async Task<T> ReadAsync<T>(Func<ApiDbContext, Task<T>> read)
    {
        using var scope = api.Services.CreateScope();
        return await read(scope.ServiceProvider.GetRequiredService<ApiDbContext>());
    }

    /// <summary>The audit of one verification, in order.</summary>
    public Task<List<AuditRow>> AuditAsync(Guid id) => ReadAsync(db => db.Audit.Where(row => row.Target == id.ToString()).OrderBy(row => row.Sequence).ToListAsync());

    /// <summary>What the authorization server has to be told of a user, in order.</summary>
    public async Task<List<(string Kind, JsonObject Content)>> OutboxAsync(string user)
    {
        var items = await ReadAsync(db => db.Set<OutboxItem>().Where(item => item.Subject == user).OrderBy(item => item.Sequence).ToListAsync());
        return items.ConvertAll(item => (item.Kind, JsonNode.Parse(item.Content)!.AsObject()));
    }

    public string[] Files() => Directory.Exists(DocumentsFolder) ? Directory.GetFiles(DocumentsFolder) : [];

    /// <summary>Fires a job as its trigger does, and waits for its end.</summary>
    public async Task RunAsync(string job)
    {
        var scheduler = await api.Services.GetRequiredService<ISchedulerFactory>().GetScheduler(TestContext.Current.CancellationToken);
        var listener = new JobEnd(job);
        scheduler.ListenerManager.AddJobListener(listener);
        var keys = await scheduler.GetJobKeys(GroupMatcher<JobKey>.AnyGroup(), TestContext.Current.CancellationToken);
        await scheduler.TriggerJob(keys.Single(key => key.Name.Contains(job, StringComparison.Ordinal)), listener.Mark, TestContext.Current.CancellationToken);
        Assert.Null(await listener.Ended.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken));
        scheduler.ListenerManager.RemoveJobListener(listener.Name);
    }

    /// <summary>Sends an event as Standard Webhooks says.</summary>
    public Task<HttpResponseMessage> WebhookAsync(string body, string? id = null, long offset = 0, string secret = Secret, string provider = "generic")
    {
        id ??= "msg_" + Guid.CreateVersion7().ToString("N");
        var timestamp = (api.Clock.GetUtcNow().ToUnixTimeSeconds() + offset).ToString(System.Globalization.CultureInfo.InvariantCulture);
        return PostAsync(provider, Encoding.UTF8.GetBytes(body), ("webhook-id", id), ("webhook-timestamp", timestamp), ("webhook-signature", Sign(secret, id, timestamp, body)));
    }

    public static string Sign(string secret, string id, string timestamp, string body) =>
        "v1," + Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(secret["whsec_".Length..]), Encoding.UTF8.GetBytes($"{id}.{timestamp}.{body}")));

    public static string Event(Guid id, string status, string more = "") => $$$"""{"type":"verification.updated","data":{"verification_id":"{{{id}}}","status":"{{{status}}}"{{{more}}}}}""";

    public Task<HttpResponseMessage> PostAsync(string provider, byte[] body, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/kyc/webhook/{provider}/") { Content = new ByteArrayContent(body) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return api.SendAsync(request);
    }

    private string DocumentsFolder => Path.Combine(api.Folder, "files", "documents");
}
