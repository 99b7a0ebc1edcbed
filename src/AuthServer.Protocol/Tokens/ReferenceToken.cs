using System.Buffers.Text;
using System.Security.Cryptography;
using AuthServer.Protocol.Keys;
using Sealing;

namespace AuthServer.Protocol.Tokens;

/// <summary>An access token whose claims only this server can read: encrypted into itself, so that none is stored and no look-up is needed to know what it says.</summary>
internal static class ReferenceToken
{
    // version (1) ‖ ring version (1) ‖ sealed claims
    private const byte Version = 1;
    private const int HeadBytes = 2;
    private const int MaxCharacters = 8 * 1024;

    /// <summary>The token's text.</summary>
    /// <param name="ring">The keys.</param>
    /// <param name="claims">The claims, a JSON object.</param>
    public static string Seal(KeyRing ring, ReadOnlySpan<byte> claims)
    {
        byte[] head = [Version, ring.Current];
        return Base64Url.EncodeToString([.. head, .. RingSeal.Seal(ring, Purposes.ReferenceToken, claims, head)]);
    }

    /// <summary>The claims of a token that this server made; null for anything else.</summary>
    public static byte[]? Open(string text, KeyRing ring)
    {
        if (text.Length > MaxCharacters || !Base64Url.IsValid(text)) return null;
        var token = Base64Url.DecodeFromChars(text);
        // One spelling a token: no padding, no spare bits.
        if (token.Length < HeadBytes || token[0] != Version || Base64Url.EncodeToString(token) != text) return null;
        try
        {
            return RingSeal.Open(ring, Purposes.ReferenceToken, token[1], token.AsSpan(HeadBytes), token.AsSpan(0, HeadBytes));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
