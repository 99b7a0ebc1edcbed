using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using ResourceApi.AuthServerCalls;
using ResourceApi.Data;

namespace ResourceApi.Outbox;

/// <summary>Makes the calls of the outbox: those about one user in order, each again with growing pauses until the authorization server has taken it.</summary>
internal sealed class OutboxWorker(Writes writes, AdminApi admin, TimeProvider clock, ILogger<OutboxWorker> log) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    // Longer than a call may take: until then no other node takes the item.
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan[] Pauses = [.. new[] { 2, 5, 15, 60, 300 }.Select(s => TimeSpan.FromSeconds(s))];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (admin.IsConfigured && await TakeAsync(stoppingToken) is { } item)
                {
                    await SendAsync(item, stoppingToken);
                    continue;
                }
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogError(e, "The outbox waits");
            }
            catch (OperationCanceledException)
            {
                return;
            }
            await Task.Delay(Look, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private Task<OutboxItem?> TakeAsync(CancellationToken cancel) => writes.RunAsync(async db =>
    {
        var now = clock.GetUtcNow();
        // The first of each user: what stands behind one that fails waits for it.
        var item = await db.Outbox.Where(item => item.DueAt <= now && !db.Outbox.Any(other => other.Subject == item.Subject && other.Sequence < item.Sequence))
            .OrderBy(item => item.DueAt).FirstOrDefaultAsync(cancel);
        if (item is null)
            return null;
        item.Attempts++;
        item.DueAt = now + Lease;
        return item;
    }, cancel);

    private async Task SendAsync(OutboxItem item, CancellationToken stopping)
    {
        var (method, path, body) = Call(item);
        var answer = await admin.SendAsync(method, path, body, stopping);
        if (answer.Value is null && !answer.IsRefusal)
        {
            var pause = Pauses[Math.Min(item.Attempts, Pauses.Length) - 1];
            log.LogWarning("Not told, {Kind} {Item}: {Reason}; again in {Seconds} s", item.Kind, item.Id, answer.Reason, pause.TotalSeconds);
            await writes.RunAsync(db => db.Outbox.Where(other => other.Sequence == item.Sequence).ExecuteUpdateAsync(set => set.SetProperty(other => other.DueAt, clock.GetUtcNow() + pause), CancellationToken.None), CancellationToken.None);
            return;
        }
        if (answer.Value is null)
            log.LogError("Given up, {Kind} {Item}: {Reason}", item.Kind, item.Id, answer.Reason);
        await writes.RunAsync(db => db.Outbox.Where(other => other.Sequence == item.Sequence).ExecuteDeleteAsync(CancellationToken.None), CancellationToken.None);
    }

    private static (HttpMethod Method, string Path, string Body) Call(OutboxItem item)
    {
        var body = JsonNode.Parse(item.Content)!.AsObject();
        if (item.Kind == ApiOutbox.Kyc)
        {
            body["as_of"] = item.At;
            return (HttpMethod.Put, $"users/{Uri.EscapeDataString(item.Subject)}/verification/", body.ToJsonString(JsonSerializerOptions.Web));
        }
        // The same order twice sends one message.
        (body["id"], body["user_id"]) = (item.Id, item.Subject);
        return (HttpMethod.Post, "notices/", body.ToJsonString(JsonSerializerOptions.Web));
    }
}
