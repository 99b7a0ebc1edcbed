using Microsoft.EntityFrameworkCore;
using ResourceApi.Data;
using ResourceApi.Profiles;
using ResourceApi.Verifications.Providers;

namespace ResourceApi.Verifications.Webhooks;

/// <summary>Takes each event once: that it was taken and what follows from it are one transaction.</summary>
internal sealed class WebhookInbox(Writes writes, Decisions decisions, TimeProvider clock, ILogger<WebhookInbox> log)
{
    /// <summary>Returns when the event is on disk, now or from an earlier time; what it says of nothing known here has no effect.</summary>
    public Task TakeAsync(string provider, ProviderEvent received, Actor by, CancellationToken cancel) => writes.RunAsync(async db =>
    {
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var isNew = await db.Database.ExecuteSqlAsync($"INSERT INTO webhook_events (provider, id, received_at) VALUES ({provider}, {received.Id}, {now}) ON CONFLICT (provider, id) DO NOTHING", cancel) == 1;
        if (!isNew || received.Status is not { } status)
            return;
        if (await FindAsync(db, received.Verification, cancel) is not { } verification)
            // 200 all the same: to a sender, anything else means that it should try again.
            log.LogWarning("Provider {Provider} sent event {Event} for a verification that is not known here", provider, received.Id);
        else if (verification.Status != status)
            await decisions.ApplyAsync(db, verification, new Decision(status, by) { Level = received.Level, Reason = Reason(received.Reason) }, Transitions.Path(verification.Status, status), cancel);
    }, cancel);

    private static async Task<Verification?> FindAsync(ApiDbContext db, string? id, CancellationToken cancel) =>
        Guid.TryParseExact(id, "D", out var known) ? await db.Verifications.AsNoTracking().SingleOrDefaultAsync(one => one.Id == known, cancel) : null;

    private static string? Reason(string? text)
    {
        var reason = ProfileText.Clean(text, lines: true, out _);
        if (reason is null || reason.Length <= VerificationTable.ReasonLength)
            return reason;
        var end = char.IsHighSurrogate(reason[VerificationTable.ReasonLength - 1]) ? VerificationTable.ReasonLength - 1 : VerificationTable.ReasonLength;
        return reason[..end];
    }
}
