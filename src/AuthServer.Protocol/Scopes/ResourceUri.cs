namespace AuthServer.Protocol.Scopes;

/// <summary>The absolute URI by which a client may name a resource (RFC 8707 §2).</summary>
internal static class ResourceUri
{
    /// <summary>One spelling of it; null where it is no absolute URI, or has a fragment.</summary>
    /// <remarks>RFC 3986 §6.2.2, §6.2.3: the case of scheme and host, and the slash behind a host alone, mean nothing; clients that build the parameter with a URL class send that slash.</remarks>
    public static string? Canonical(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && !text.Contains('#', StringComparison.Ordinal) ? uri.AbsoluteUri : null;

    /// <summary>Whether a resource can be configured under it.</summary>
    public static bool IsUsable(string text) =>
        Canonical(text) is { } canonical && new Uri(canonical) is { Query: "", UserInfo: "" } uri && !text.Contains('?', StringComparison.Ordinal)
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback));
}
