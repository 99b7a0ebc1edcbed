using System.Net;
using System.Net.Sockets;

namespace ServiceDefaults.Outbound;

/// <summary>Connects to addresses that users name, if they are public; the answer of a name server is asked for once, and what was checked is what is connected to.</summary>
public sealed class OutboundGuard(IOutboundNetwork network, OutboundOptions options)
{
    private const int MostTried = 4;
    private const int HeaderKilobytes = 16;

    /// <summary>A handler that follows nothing, remembers nothing, unpacks nothing, and connects to public addresses only.</summary>
    /// <param name="within">How long a connection may take.</param>
    /// <param name="exempting">Whether the hosts of <see cref="OutboundOptions.AllowedPrivateHosts"/> may be private.</param>
    public SocketsHttpHandler CreateHandler(TimeSpan within, bool exempting) => new()
    {
        SslOptions = { CertificateChainPolicy = options.Trust() },
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
        ActivityHeadersPropagator = null,
        ConnectTimeout = within,
        MaxResponseHeadersLength = HeaderKilobytes,
        MaxResponseDrainSize = 0,
        // A connection is checked when it is made, so every request makes its own.
        PooledConnectionLifetime = TimeSpan.Zero,
        ConnectCallback = async (context, cancel) => await ConnectAsync(context.DnsEndPoint, exempting && options.Exempts(context.DnsEndPoint.Host, context.DnsEndPoint.Port), cancel),
    };

    /// <summary>Whether the text of an address speaks for it: no private address, and not this host by its name. What a name leads to is judged when it is connected to.</summary>
    /// <param name="address">An absolute address.</param>
    /// <param name="exempting">As above.</param>
    public bool MayReach(Uri address, bool exempting)
    {
        ArgumentNullException.ThrowIfNull(address);
        var host = address.DnsSafeHost.TrimEnd('.');
        if (exempting && IsExempt(address)) return true;
        if (IPAddress.TryParse(host, out var literal)) return PublicAddress.Is(literal) && !network.OwnAddresses().Contains(literal);
        // RFC 6761 §6.3
        return !host.Equals("localhost", StringComparison.OrdinalIgnoreCase) && !host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Whether the configuration exempts the host of an address, on its port.</summary>
    public bool IsExempt(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return options.Exempts(address.DnsSafeHost.TrimEnd('.'), address.Port);
    }

    private async Task<Stream> ConnectAsync(DnsEndPoint target, bool mayBePrivate, CancellationToken cancel)
    {
        var addresses = await network.ResolveAsync(target.Host, cancel);
        var own = network.OwnAddresses();
        // One inner address among public ones is an attempt at rebinding, not a mistake to work around.
        if (addresses.Length == 0 || (!mayBePrivate && !Array.TrueForAll(addresses, address => PublicAddress.Is(address) && !own.Contains(address))))
            throw new HttpRequestException("The address is not public.");
        SocketException? last = null;
        foreach (var address in addresses.Take(MostTried))
        {
            try
            {
                return await network.ConnectAsync(new IPEndPoint(address, target.Port), cancel);
            }
            catch (SocketException e)
            {
                last = e;
            }
        }
        throw last!;
    }
}
