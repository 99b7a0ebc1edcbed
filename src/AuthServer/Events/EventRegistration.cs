using ServiceDefaults.Sections;

namespace AuthServer.Events;

/// <summary>The registration of what tells resource APIs.</summary>
internal static class EventRegistration
{
    public static IServiceCollection AddEvents(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSection<EventOptions>(configuration, "Events");
        services.AddSingleton<SecurityEventOutbox>();
        services.AddSingleton<UserStates>();
        services.AddSingleton<EventContents>();
        services.AddHostedService<EventSender>();
        services.AddHttpClient(EventSender.ClientName, client => client.Timeout = TimeSpan.FromSeconds(5))
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false });
        return services;
    }
}
