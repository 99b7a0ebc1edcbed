using System.Net;
using System.Net.Http.Headers;

namespace AuthServer.Events;

/// <summary>Pushes security events to their receivers (RFC 8935): in order, again until confirmed, so that a receiver that is down loses nothing.</summary>
internal sealed class EventSender(SecurityEventOutbox outbox, EventContents contents, EventOptions options, IHttpClientFactory clients, ILogger<EventSender> log) : BackgroundService
{
    /// <summary>The name of the HTTP client.</summary>
    public const string ClientName = "events";

    // A quarter of the second within which a logout has to reach the APIs.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(options.Receivers.Select(r => ServeAsync(r, stoppingToken)));

    private async Task ServeAsync(EventReceiver receiver, CancellationToken stopping)
    {
        var pause = Pause;
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                if (await SendWaitingAsync(receiver, stopping)) continue;
                pause = Pause;
            }
            catch (Exception e) when (e is not OperationCanceledException || !stopping.IsCancellationRequested)
            {
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
                log.LogWarning("Events for {Receiver} wait {Seconds} s: {Reason}", receiver.Name, pause.TotalSeconds, e.Message);
            }
            await Task.Delay(pause, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <returns>Whether a whole batch was sent: more may wait.</returns>
    private async Task<bool> SendWaitingAsync(EventReceiver receiver, CancellationToken stopping)
    {
        var (from, batch) = outbox.Next(receiver.Name);
        var confirmed = 0L;
        try
        {
            foreach (var happened in batch)
            {
                if (await contents.TokenAsync(happened, receiver, stopping) is { } token) await SendAsync(receiver, token, stopping);
                confirmed = happened.Sequence;
            }
        }
        finally
        {
            // One write a batch: what is sent twice after a kill is ignored by its jti.
            if (confirmed > 0) await outbox.ConfirmAsync(receiver.Name, from, confirmed, CancellationToken.None);
        }
        return batch.Count == SecurityEventOutbox.BatchSize;
    }

    private async Task SendAsync(EventReceiver receiver, string token, CancellationToken stopping)
    {
        using var client = clients.CreateClient(ClientName);
        using var content = new StringContent(token, MediaTypeHeaderValue.Parse("application/secevent+jwt"));
        using var response = await client.PostAsync(receiver.Url, content, stopping);
        // RFC 8935 §2.2: 202 confirms. Anything else, an error of the receiver included, is tried again.
        if (response.StatusCode != HttpStatusCode.Accepted) throw new HttpRequestException($"the receiver answered {(int)response.StatusCode}");
    }
}
