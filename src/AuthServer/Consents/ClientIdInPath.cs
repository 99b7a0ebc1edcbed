using Microsoft.AspNetCore.Http.Features;

namespace AuthServer.Consents;

/// <summary>The <c>client_id</c> that is the last segment of a path, as its caller meant it.</summary>
/// <remarks>It may be an address. The server leaves <c>%2F</c> in a path as it is and decodes <c>%252F</c> to the same: only the raw spelling tells a slash in the address from an escaped one.</remarks>
internal static class ClientIdInPath
{
    /// <summary>Reads it.</summary>
    /// <param name="http">The request.</param>
    /// <param name="routed">What the route has of it; without a percent sign it is right.</param>
    public static string Of(HttpContext http, string routed)
    {
        if (!routed.Contains('%', StringComparison.Ordinal)) return routed;
        var path = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.Split('?', 2)[0].TrimEnd('/');
        return Uri.UnescapeDataString(path[(path.LastIndexOf('/') + 1)..]);
    }
}
