using System.Text.Json;
using AuthServer.Protocol.Outside;

namespace AuthServer.Protocol.Registration;

/// <summary>The document behind <c>sector_identifier_uri</c> (OIDC Registration 1.0 §5): who vouches that redirect URIs belong together.</summary>
internal sealed class SectorIdentifier(IClientSites sites)
{
    private const int MaxBytes = 64 * 1024;
    private static readonly JsonDocumentOptions Flat = new() { MaxDepth = 2 };

    /// <summary>Whether there is a JSON array of strings at the address, and every redirect URI is one of them.</summary>
    public async Task<bool> HoldsAsync(Uri address, IReadOnlyList<string> redirectUris, CancellationToken cancel)
    {
        if (await sites.ReadAsync(address, MaxBytes, cancel) is not { } json) return false;
        try
        {
            using var document = JsonDocument.Parse(json, Flat);
            if (document.RootElement.ValueKind != JsonValueKind.Array) return false;
            var listed = document.RootElement.EnumerateArray().Select(item => item.GetString()).ToHashSet(StringComparer.Ordinal);
            // Of none it vouches for nothing.
            return redirectUris.Count > 0 && redirectUris.All(listed.Contains);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: something else than strings, or an escaped lone surrogate.
            return false;
        }
    }
}
