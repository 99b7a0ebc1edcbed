using AuthServer.Protocol.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace AuthServer.Protocol.Registration;

/// <summary>How many documents that are not known yet a network may make the server look at, and at one host.</summary>
/// <remarks>A client is looked for deep below the endpoints, and wherever a request names one: the network is that of the request that is under way, if any is.</remarks>
internal sealed class DocumentLimit(IOptions<RegistrationOptions> options, IHttpContextAccessor http) : IDisposable
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Budget _ofNetwork = new(options.Value.DocumentsPerMinute, Minute);
    private readonly Budget _ofHost = new((options.Value.DocumentsPerMinute + 1) / 2, Minute);

    /// <summary>Takes one look, if there is one left.</summary>
    public bool Take(Uri address)
    {
        var network = http.HttpContext is { } request ? Caller.Of(request).Network : null;
        // Whoever has none left burdens no host.
        return (network is null || _ofNetwork.Take(network) is null) && _ofHost.Take(address.Host) is null;
    }

    public void Dispose()
    {
        _ofNetwork.Dispose();
        _ofHost.Dispose();
    }
}
