using System.Buffers.Text;
using System.Security.Cryptography;
using AuthServer.Devices;
using AuthServer.Protocol;
using AuthServer.Protocol.Requests;
using AuthServer.Protocol.Sessions;
using Microsoft.Extensions.Options;

namespace AuthServer.Pages;

/// <summary>A browser as a device: it has a random number in a cookie, as an app has one in its storage.</summary>
internal sealed class BrowserDevice(IOptions<ProtocolOptions> options, TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(400);
    private const int IdBytes = 24;

    /// <summary>Stands where an app's client_id does. No client can have it, and it names this one browser: a challenge that another began is not finished here.</summary>
    public static string ClientIdOf(DeviceInfo browser) => $"(browser) {Convert.ToHexString(browser.Id!)}";

    /// <summary>The browser's device; gives it a number where it has none.</summary>
    public DeviceInfo Of(HttpContext http)
    {
        var cookie = HostCookie.Of(options.Value.Issuer, "device");
        cookie.Expiration = Lifetime;
        if (http.Request.Cookies[cookie.Name!] is not { } id || !DeviceInfo.IsId(id))
        {
            id = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(IdBytes));
            http.Response.Cookies.Append(cookie.Name!, id, cookie.Build(http, time.GetUtcNow()));
        }
        return DeviceInfo.Of(Parameters.Of([new(DeviceInfo.IdParameter, id), new(DeviceInfo.NameParameter, "Browser"), new(DeviceInfo.TypeParameter, "browser")]))!;
    }
}
