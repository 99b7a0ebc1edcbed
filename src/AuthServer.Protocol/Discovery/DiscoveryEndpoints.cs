using AuthServer.Protocol.Keys;
using AuthServer.Protocol.Requests;
using Microsoft.AspNetCore.Http;

namespace AuthServer.Protocol.Discovery;

/// <summary>Discovery (OpenID Connect Discovery 1.0 §4, RFC 8414 §3) and the key set, as bytes that are ready.</summary>
internal sealed class DiscoveryEndpoints(DiscoveryDocument document, SigningKeys keys)
{
    // Well below KeyPublishedBeforeUse: every cache has a new key before it signs.
    private const string Cache = "public, max-age=3600";

    public Task MetadataAsync(HttpContext http) => WriteAsync(http, document.Json, "application/json");

    public Task KeysAsync(HttpContext http) => WriteAsync(http, keys.Jwks, "application/jwk-set+json");

    private static Task WriteAsync(HttpContext http, ReadOnlyMemory<byte> body, string contentType)
    {
        http.Response.Headers.CacheControl = Cache;
        return OAuthResponse.WriteAsync(http, body, contentType);
    }
}
