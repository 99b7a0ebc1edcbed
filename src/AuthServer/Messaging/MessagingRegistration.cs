using AuthServer.Messaging.Outbox;
using AuthServer.Messaging.Templates;
using ServiceDefaults.Sections;

namespace AuthServer.Messaging;

/// <summary>Registers messaging: the inbox in Development, a mail server and an SMS gateway everywhere else.</summary>
public static class MessagingRegistration
{
    /// <summary>Registers the senders and the queue before them.</summary>
    public static IServiceCollection AddMessaging(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        services.AddSection<SmtpOptions>(configuration, SmtpOptions.Section);
        services.AddSection<SmsOptions>(configuration, SmsOptions.Section);
        services.AddSection<MessagesOptions>(configuration, MessagesOptions.Section);
        services.AddSingleton<MessageTemplates>().AddHostedService<TemplatesStart>();
        services.AddSingleton<OutboxStore>();
        services.AddSingleton<Messages>();
        services.AddSingleton<Notices>();
        services.AddSingleton<IOutboxHandler, EmailHandler>();
        services.AddSingleton<IOutboxHandler, SmsHandler>();
        services.AddHostedService<OutboxWorker>();
        if (environment.IsDevelopment())
        {
            services.AddSingleton<DevInbox>();
            services.AddSingleton<IEmailSender>(provider => provider.GetRequiredService<DevInbox>());
            services.AddSingleton<ISmsSender>(provider => provider.GetRequiredService<DevInbox>());
            return services;
        }
        services.AddSingleton<IEmailSender, SmtpEmailSender>();
        services.AddSingleton<ISmsSender, GatewaySmsSender>();
        return services;
    }

    /// <summary>Maps <c>/dev/inbox</c>, in Development only.</summary>
    public static void MapInbox(this WebApplication app)
    {
        if (app.Environment.IsDevelopment()) app.MapGet("/dev/inbox", InboxPage.Show).AllowAnonymous().ExcludeFromDescription();
    }
}
