namespace AuthServer.Messaging.Templates;

/// <summary>Has the templates read before any request is taken: a broken file stops the start, not the first message.</summary>
internal sealed class TemplatesStart(MessageTemplates templates, ILogger<TemplatesStart> log) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        log.LogInformation("Messages are written in: {Locales}", string.Join(", ", templates.Locales));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
