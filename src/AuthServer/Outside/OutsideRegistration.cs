using AuthServer.Protocol.Outside;
using ServiceDefaults.Outbound;

namespace AuthServer.Outside;

/// <summary>The registration of the way out to clients.</summary>
internal static class OutsideRegistration
{
    public static IServiceCollection AddOutside(this IServiceCollection services, IConfiguration configuration) => services
        .AddOutbound(configuration)
        .AddOutboundReader(exempting: true)
        .AddSingleton<IClientSites, ClientSites>();
}
