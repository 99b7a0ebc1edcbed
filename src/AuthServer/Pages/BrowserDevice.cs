using System.Buffers.Text;
using System.Security.Cryptography;
using AuthServer.Devices;
using AuthServer.Protocol;
using AuthServer.Protocol.Requests;
using Microsoft.Extensions.Options;

namespace AuthServer.Pages;

/// <summary>A browser as a device: it has a random number in a cookie, as an app has one in its storage.</summary>
internal sealed class BrowserDevice(IOptions<ProtocolOptions> options, TimeProvider time)
{
    /// <summary>Stands where an app's client_id does; no client can have it, so neither finishes what the other began.</summary>
    public const string ClientId = "(browser)";

    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(400);
    private const int IdBytes = 24;

    /// <summary>The browser's device; gives it a number where it has none.</summary>
    public DeviceInfo Of(HttpContext http)
    {
        var https = options.Value.Issuer.StartsWith("https://", StringComparison.Ordinal);
        var name = https ? "__Host-device" : "device";
        if (http.Request.Cookies[name] is not { } id || !DeviceInfo.IsId(id))
        {
            id = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(IdBytes));
            http.Response.Cookies.Append(name, id, new CookieOptions { HttpOnly = true, Secure = https, SameSite = SameSiteMode.Lax, IsEssential = true, Path = "/", Expires = time.GetUtcNow() + Lifetime });
        }
        return DeviceInfo.Of(Parameters.Of([new(DeviceInfo.IdParameter, id), new(DeviceInfo.NameParameter, "Browser"), new(DeviceInfo.TypeParameter, "browser")]))!;
    }
}
