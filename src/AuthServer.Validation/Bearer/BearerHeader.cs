using System.Buffers;
using Microsoft.Extensions.Primitives;

namespace AuthServer.Validation.Bearer;

/// <summary>Finds the token in the Authorization header and nowhere else (RFC 6750 §2.1; RFC 9700 §4.3.2 for the query).</summary>
internal static class BearerHeader
{
    private const string Scheme = "Bearer";

    // RFC 6750 §2.1: b64token.
    private static readonly SearchValues<char> TokenCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~+/=");

    /// <summary>The token; or a refusal; or neither where another scheme or none is used.</summary>
    public static (string? Token, TokenRefusal? Refusal) Read(StringValues header)
    {
        if (header.Count == 0)
            return (null, null);
        if (header.Count > 1 || string.IsNullOrWhiteSpace(header[0]))
            return (null, TokenRefusal.InvalidRequest);
        var value = header[0].AsSpan();
        var space = value.IndexOf(' ');
        var scheme = space < 0 ? value : value[..space];
        if (!scheme.Equals(Scheme, StringComparison.OrdinalIgnoreCase))
            return (null, null);
        var token = space < 0 ? [] : value[space..].TrimStart(' ');
        return token.IsEmpty || token.ContainsAnyExcept(TokenCharacters) ? (null, TokenRefusal.InvalidRequest) : (token.ToString(), null);
    }
}
