namespace AuthServer.Messaging;

/// <summary>Sends what is queued, a message at a time; at the end of the process, what is left.</summary>
internal sealed class MessageDispatcher(Postbox queue, IEmailSender email, ISmsSender sms, ILogger<MessageDispatcher> log) : BackgroundService
{
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        queue.Complete();
        if (ExecuteTask is { } sending) await sending.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var message in queue.ReadAllAsync(stoppingToken)) await SendAsync(message, stoppingToken);
    }

    private async Task SendAsync(object message, CancellationToken cancel)
    {
        try
        {
            await (message is EmailMessage mail ? email.SendAsync(mail, cancel) : sms.SendAsync((SmsMessage)message, cancel));
            log.LogInformation("Sent: {Message}", message);
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            // Only the type: a gateway's error may quote the message, and with it the code.
            log.LogError("Not sent, {Failure}: {Message}", e.GetType().Name, message);
        }
    }
}
