using ResourceApi.Outbox;
using ResourceApi.People;
using ServiceDefaults.Sections;

namespace ResourceApi.AuthServerCalls;

/// <summary>Registers what calls the authorization server.</summary>
internal static class AuthServerCallsRegistration
{
    public static void AddAuthServerCalls(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSection<AdminOptions>(builder.Configuration, "AuthServer");
        services.AddHttpClient(AdminApi.ClientName, client => client.Timeout = TimeSpan.FromSeconds(10))
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(3) });
        services.AddSingleton<ClientToken>();
        services.AddSingleton<AdminApi>();
        services.AddHostedService<CatchUp>();
        services.AddHostedService<OutboxWorker>();
    }
}
