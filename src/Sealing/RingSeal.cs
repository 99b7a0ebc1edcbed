using System.Security.Cryptography;

namespace Sealing;

/// <summary>Seals what is kept in the database under the key ring: AES-256-GCM, as nonce (12) ‖ ciphertext ‖ tag (16).</summary>
public static class RingSeal
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    /// <summary>Seals under the ring's current key.</summary>
    public static byte[] Seal(KeyRing ring, KeyPurpose purpose, ReadOnlySpan<byte> plaintext, ReadOnlySpan<byte> associated)
    {
        var result = new byte[NonceBytes + plaintext.Length + TagBytes];
        RandomNumberGenerator.Fill(result.AsSpan(0, NonceBytes));
        using var aes = new AesGcm(ring.Derive(purpose, ring.Current), TagBytes);
        aes.Encrypt(result.AsSpan(0, NonceBytes), plaintext, result.AsSpan(NonceBytes, plaintext.Length), result.AsSpan(NonceBytes + plaintext.Length), associated);
        return result;
    }

    /// <summary>Opens what was sealed under a version of the ring.</summary>
    /// <exception cref="CryptographicException">It was not sealed under this key, or was changed, or the version is not on the ring.</exception>
    public static byte[] Open(KeyRing ring, KeyPurpose purpose, byte version, ReadOnlySpan<byte> sealedBytes, ReadOnlySpan<byte> associated)
    {
        if (!ring.Has(version) || sealedBytes.Length < NonceBytes + TagBytes) throw new CryptographicException($"Nothing can be opened under key {version} of the ring.");
        var plaintext = new byte[sealedBytes.Length - NonceBytes - TagBytes];
        using var aes = new AesGcm(ring.Derive(purpose, version), TagBytes);
        aes.Decrypt(sealedBytes[..NonceBytes], sealedBytes[NonceBytes..^TagBytes], sealedBytes[^TagBytes..], plaintext, associated);
        return plaintext;
    }
}
