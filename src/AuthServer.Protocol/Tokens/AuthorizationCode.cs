using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using AuthServer.Protocol.Keys;
using Sealing;

namespace AuthServer.Protocol.Tokens;

/// <summary>An authorization code: everything it stands for, encrypted into itself. Redeeming it inserts a grant with its id.</summary>
internal sealed record AuthorizationCode(Guid Id, CodeContent Content)
{
    // version (1) ‖ ring version (1) ‖ id (16) ‖ ciphertext ‖ tag (16)
    private const byte Version = 1;
    private const int HeadBytes = 18;
    private const int TagBytes = 16;
    private const int MaxCharacters = 8192;

    /// <summary>The code's text.</summary>
    public string Seal(KeyRing ring)
    {
        var content = JsonSerializer.SerializeToUtf8Bytes(Content, CodeJson.Compact.CodeContent);
        var code = new byte[HeadBytes + content.Length + TagBytes];
        (code[0], code[1]) = (Version, ring.Current);
        Id.TryWriteBytes(code.AsSpan(2), bigEndian: true, out _);
        using var aes = Cipher(ring, code.AsSpan(0, HeadBytes));
        aes.Encrypt(Nonce, content, code.AsSpan(HeadBytes, content.Length), code.AsSpan(HeadBytes + content.Length), code.AsSpan(0, HeadBytes));
        return Base64Url.EncodeToString(code);
    }

    /// <summary>Opens a code that this server made; null for anything else.</summary>
    public static AuthorizationCode? Open(string text, KeyRing ring)
    {
        if (text.Length > MaxCharacters || !Base64Url.IsValid(text)) return null;
        var code = Base64Url.DecodeFromChars(text);
        // One spelling a code: no padding, no spare bits.
        if (code.Length < HeadBytes + TagBytes || code[0] != Version || !ring.Has(code[1]) || Base64Url.EncodeToString(code) != text) return null;
        var content = new byte[code.Length - HeadBytes - TagBytes];
        try
        {
            using var aes = Cipher(ring, code.AsSpan(0, HeadBytes));
            aes.Decrypt(Nonce, code.AsSpan(HeadBytes, content.Length), code.AsSpan(HeadBytes + content.Length), content, code.AsSpan(0, HeadBytes));
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
        return new AuthorizationCode(new Guid(code.AsSpan(2, 16), bigEndian: true), JsonSerializer.Deserialize(content, CodeJson.Default.CodeContent)!);
    }

    // Every code has a key of its own, derived from its random id, so a fixed nonce never meets the same key twice.
    private static ReadOnlySpan<byte> Nonce => "\0\0\0\0\0\0\0\0\0\0\0\0"u8;

    private static AesGcm Cipher(KeyRing ring, ReadOnlySpan<byte> head)
    {
        Span<byte> key = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(ring.Derive(Purposes.AuthorizationCode, head[1]), head, key);
        return new AesGcm(key, TagBytes);
    }
}
