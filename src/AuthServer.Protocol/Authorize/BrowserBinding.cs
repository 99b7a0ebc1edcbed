using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using AuthServer.Protocol.Sessions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace AuthServer.Protocol.Authorize;

/// <summary>Ties a parked request to the browser that it was parked in, by a random cookie whose hash is in the ticket.</summary>
internal sealed class BrowserBinding(IOptions<ProtocolOptions> options)
{
    private const int CookieBytes = 16;

    /// <summary>The binding of this browser; gives it a cookie where it has none.</summary>
    public string Ensure(HttpContext http)
    {
        var cookie = Cookie();
        if (http.Request.Cookies[cookie.Name!] is { Length: > 0 } known) return Hash(known);
        var value = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(CookieBytes));
        http.Response.Cookies.Append(cookie.Name!, value, cookie.Build(http));
        return Hash(value);
    }

    /// <summary>Whether this is the browser of a binding.</summary>
    public bool Holds(HttpContext http, string? binding) =>
        binding is not null && http.Request.Cookies[Cookie().Name!] is { Length: > 0 } value && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Hash(value)), Encoding.ASCII.GetBytes(binding));

    private CookieBuilder Cookie() => HostCookie.Of(options.Value.Issuer, "request");

    private static string Hash(string value) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(value)));
}
