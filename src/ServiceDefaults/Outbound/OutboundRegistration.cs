using ServiceDefaults.Sections;

namespace ServiceDefaults.Outbound;

/// <summary>Registers the way out to addresses that strangers name.</summary>
public static class OutboundRegistration
{
    /// <summary>Adds <see cref="OutboundGuard"/> and section <c>Outbound</c>.</summary>
    public static IServiceCollection AddOutbound(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSection<OutboundOptions>(configuration, "Outbound");
        return services.AddSingleton<IOutboundNetwork, SystemNetwork>().AddSingleton<OutboundGuard>();
    }

    /// <summary>Adds the <see cref="OutboundReader"/> of what lies outside.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="exempting">Whether hosts that the configuration exempts may be private: never for what users name.</param>
    public static IServiceCollection AddOutboundReader(this IServiceCollection services, bool exempting) => services.AddSingleton(provider =>
        new OutboundReader(provider.GetRequiredService<OutboundGuard>().CreateHandler(OutboundReader.LongestConnecting, exempting), provider.GetRequiredService<TimeProvider>()));
}
