namespace ServiceDefaults.Outbound;

/// <summary>Registers the way out to addresses that users name.</summary>
public static class OutboundRegistration
{
    /// <summary>Adds <see cref="OutboundGuard"/> and <see cref="OutboundReader"/>.</summary>
    public static IServiceCollection AddOutbound(this IServiceCollection services) => services
        .AddSingleton<IOutboundNetwork, SystemNetwork>()
        .AddSingleton<OutboundGuard>()
        .AddSingleton<OutboundReader>();
}
