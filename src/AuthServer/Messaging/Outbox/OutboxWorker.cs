namespace AuthServer.Messaging.Outbox;

/// <summary>Does what is in the outbox, several things at once, again with growing pauses until it works or is too late.</summary>
internal sealed class OutboxWorker(OutboxStore queue, IEnumerable<IOutboxHandler> handlers, TimeProvider time, ILogger<OutboxWorker> log) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan[] Pauses = [.. new[] { 2, 5, 15, 60, 300, 900 }.Select(s => TimeSpan.FromSeconds(s))];

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(handlers.SelectMany(handler => Enumerable.Range(0, handler.AtOnce).Select(_ => ServeAsync(handler, stoppingToken))));

    private async Task ServeAsync(IOutboxHandler handler, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                if (await queue.TakeAsync(handler.Kind, stopping) is { } item) await DoAsync(handler, item, stopping);
                else await queue.WaitAsync(handler.Kind, Look, stopping);
            }
            catch (Exception e) when (!stopping.IsCancellationRequested)
            {
                log.LogError("The outbox waits a second: {Failure}", e.GetType().Name);
                await Task.Delay(Look, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task DoAsync(IOutboxHandler handler, OutboxItem item, CancellationToken stopping)
    {
        if (item.ExpiresAt <= time.GetUtcNow())
        {
            log.LogError("Given up, {Kind} {Item} after {Attempts} tries: it is too late", item.Kind, item.Id, item.Attempts - 1);
            await queue.DeleteAsync(item);
            return;
        }
        try
        {
            await handler.HandleAsync(item.Id, queue.Open(item), stopping);
            await queue.DeleteAsync(item);
        }
        catch (DeliveryException e) when (e.Permanent)
        {
            log.LogError("Given up, {Kind} {Item}: {Reason}", item.Kind, item.Id, e.Message);
            await queue.DeleteAsync(item);
        }
        catch (Exception e) when (!stopping.IsCancellationRequested)
        {
            var pause = Pauses[Math.Min(item.Attempts, Pauses.Length) - 1];
            // Of others only the type: an error may quote the message, and with it the code.
            log.LogWarning("Not done, {Kind} {Item}: {Reason}; again in {Seconds} s", item.Kind, item.Id, e is DeliveryException ? e.Message : e.GetType().Name, pause.TotalSeconds);
            await queue.PostponeAsync(item, pause);
        }
    }
}
