using System.Net;
using ServiceDefaults.Sections;

namespace ServiceDefaults.Hosting;

/// <summary>Section <c>Proxies</c>: the reverse proxies whose <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c> are believed.</summary>
public sealed class ProxyOptions : ICheckedSection
{
    /// <summary>Addresses or networks (<c>10.0.0.5</c>, <c>10.0.0.0/24</c>); empty: forwarded headers are ignored.</summary>
    public IList<string> Trusted { get; } = [];

    /// <summary>The networks of <see cref="Trusted"/>; entries that don't parse are left out (and stop the start).</summary>
    internal IEnumerable<IPNetwork> Networks => Trusted.Select(Parse).OfType<IPNetwork>();

    /// <summary>Every entry must parse, and none may be the whole internet.</summary>
    public IEnumerable<string> Faults(IHostEnvironment environment)
    {
        for (var i = 0; i < Trusted.Count; i++)
        {
            if (Parse(Trusted[i]) is not { } network)
                yield return $"Trusted:{i}: '{Trusted[i]}' is neither an address nor a network.";
            else if (network.PrefixLength == 0)
                yield return $"Trusted:{i}: must not be every address.";
        }
    }

    private static IPNetwork? Parse(string text)
    {
        if (IPNetwork.TryParse(text, out var network))
            return network;
        return IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8) : null;
    }
}
