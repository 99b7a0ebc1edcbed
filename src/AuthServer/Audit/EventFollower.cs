using System.Text.Json;
using AuthServer.Data;
using AuthServer.Events;

namespace AuthServer.Audit;

/// <summary>Follows what the engine tells: sign-ins and the ends of sessions, grants and tokens become rows of the audit, and some of them notices to the user.</summary>
/// <remarks>Rows, notices and how far it is are one transaction: after a kill, and on two nodes at once, each is there once.</remarks>
internal sealed class EventFollower(SecurityEventOutbox events, Statements statements, AuditLog audit, SignInNotices notices, ILogger<EventFollower> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Naming = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongPause = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var pause = Pause;
            try
            {
                if (await FollowAsync(stoppingToken)) continue;
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogError(e, "The audit of sign-ins waits {Seconds} s", LongPause.TotalSeconds);
                pause = LongPause;
            }
            catch (OperationCanceledException)
            {
                return;
            }
            await Task.Delay(pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <returns>Whether there was anything: more may wait.</returns>
    private async Task<bool> FollowAsync(CancellationToken stopping)
    {
        var (from, batch) = events.Next(SecurityEventOutbox.Audit);
        if (batch.Count == 0) return false;
        var told = new List<(AuditEntry Entry, SignInNotice? Notice)>(batch.Count);
        // The audit of all waits no longer than this for names of clients.
        using var naming = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        naming.CancelAfter(Naming);
        foreach (var happened in batch)
        {
            using var payload = JsonDocument.Parse(happened.Payload);
            if (EngineAudit.EntryOf(happened, payload.RootElement) is { } entry) told.Add((entry, await notices.OfAsync(entry, payload.RootElement, naming.Token)));
        }
        await statements.ShareAsync(async write =>
        {
            foreach (var (entry, notice) in told)
            {
                if (await audit.AddAsync(write, entry) && notice is not null) await notices.TellAsync(write, notice);
            }
            await SecurityEventOutbox.ConfirmAsync(write, SecurityEventOutbox.Audit, from, batch[^1].Sequence);
        }, stopping);
        return true;
    }
}
