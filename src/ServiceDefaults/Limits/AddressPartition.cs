using System.Net;
using System.Net.Sockets;

namespace ServiceDefaults.Limits;

/// <summary>Names the rate-limit partition of a caller's network address.</summary>
public static class AddressPartition
{
    /// <summary>The caller's IPv4 address, or the /64 of its IPv6 address; <c>unknown</c> where the transport has none.</summary>
    public static string Of(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return Of(context.Connection.RemoteIpAddress);
    }

    /// <summary>The partition of <paramref name="address"/>.</summary>
    public static string Of(IPAddress? address)
    {
        if (address is null)
            return "unknown";
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return address.ToString();
        // One customer commonly holds a whole /64: counting single addresses would count nobody twice.
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes) + "/64";
    }
}
