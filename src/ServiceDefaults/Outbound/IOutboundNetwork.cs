using System.Net;

namespace ServiceDefaults.Outbound;

/// <summary>The network that lies outside: names, connections, and which addresses are this host's own.</summary>
public interface IOutboundNetwork
{
    /// <summary>All addresses of a name, or the address that it is.</summary>
    /// <exception cref="System.Net.Sockets.SocketException">It has none.</exception>
    Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancel);

    /// <summary>A connection to exactly that address.</summary>
    /// <exception cref="System.Net.Sockets.SocketException">Nothing answers there.</exception>
    Task<Stream> ConnectAsync(IPEndPoint address, CancellationToken cancel);

    /// <summary>The addresses of this host's own interfaces.</summary>
    IReadOnlyList<IPAddress> OwnAddresses();
}
