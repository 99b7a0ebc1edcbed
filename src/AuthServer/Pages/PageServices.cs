namespace AuthServer.Pages;

/// <summary>The services of a page's request: the host's, and Razor's where the host has none.</summary>
/// <param name="host">The host's, of the request.</param>
/// <param name="razor">Of <see cref="Site"/>, of the request.</param>
internal sealed class PageServices(IServiceProvider host, IServiceProvider razor) : IServiceProvider
{
    public object? GetService(Type serviceType) => host.GetService(serviceType) ?? razor.GetService(serviceType);
}
