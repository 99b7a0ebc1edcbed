using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;

namespace AuthServer.Protocol.Sessions;

/// <summary>The spelling of 128-bit identifiers in tokens: 22 characters of unpadded base64url, one spelling an identifier.</summary>
public static class SessionId
{
    /// <summary>The spelling of an identifier.</summary>
    public static string Format(Guid id) => Base64Url.EncodeToString(id.ToByteArray(bigEndian: true));

    /// <summary>Parses the canonical spelling only.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Guid id)
    {
        id = default;
        Span<byte> bytes = stackalloc byte[16];
        if (text is not { Length: 22 } || !Base64Url.IsValid(text) || !Base64Url.TryDecodeFromChars(text, bytes, out var written) || written != 16) return false;
        id = new Guid(bytes, bigEndian: true);
        return Format(id) == text;
    }
}
