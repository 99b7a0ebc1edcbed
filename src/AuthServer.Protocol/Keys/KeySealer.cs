using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;

namespace AuthServer.Protocol.Keys;

/// <summary>Makes signing keys, and carries them to and from their encrypted form.</summary>
internal sealed class KeySealer(KeyRing ring)
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int RsaBits = 2048;

    public StoredKey Create(string algorithm, int generation, DateTimeOffset activeFrom)
    {
        using AsymmetricAlgorithm key = algorithm == SigningAlgorithms.ES256 ? ECDsa.Create(ECCurve.NamedCurves.nistP256) : RSA.Create(RsaBits);
        var kid = Kid(key);
        var pkcs8 = key.ExportPkcs8PrivateKey();
        try
        {
            return new StoredKey { Kid = kid, Algorithm = algorithm, Generation = generation, ActiveFrom = activeFrom, RingVersion = ring.Current, SealedKey = Seal(pkcs8, kid) };
        }
        finally
        {
            CryptographicOperations.ZeroMemory(pkcs8);
        }
    }

    /// <summary>The PKCS#8 private key; the caller wipes it.</summary>
    public byte[] Open(StoredKey key)
    {
        if (!ring.Has(key.RingVersion)) throw new InvalidOperationException($"Protocol:KeyRingFile lacks key {key.RingVersion}, under which the signing key {key.Kid} is encrypted. Restore the file that this database was used with.");
        var sealedKey = key.SealedKey.AsSpan();
        var pkcs8 = new byte[sealedKey.Length - NonceBytes - TagBytes];
        using var aes = new AesGcm(ring.Derive(KeyPurpose.SigningKeyAtRest, key.RingVersion), TagBytes);
        aes.Decrypt(sealedKey[..NonceBytes], sealedKey[NonceBytes..^TagBytes], sealedKey[^TagBytes..], pkcs8, Encoding.ASCII.GetBytes(key.Kid));
        return pkcs8;
    }

    private byte[] Seal(byte[] pkcs8, string kid)
    {
        var result = new byte[NonceBytes + pkcs8.Length + TagBytes];
        RandomNumberGenerator.Fill(result.AsSpan(0, NonceBytes));
        using var aes = new AesGcm(ring.Derive(KeyPurpose.SigningKeyAtRest, ring.Current), TagBytes);
        aes.Encrypt(result.AsSpan(0, NonceBytes), pkcs8, result.AsSpan(NonceBytes, pkcs8.Length), result.AsSpan(NonceBytes + pkcs8.Length), Encoding.ASCII.GetBytes(kid));
        return result;
    }

    private static string Kid(AsymmetricAlgorithm key) => Base64UrlEncoder.Encode(key switch
    {
        ECDsa ec => new ECDsaSecurityKey(ec).ComputeJwkThumbprint(),
        RSA rsa => new RsaSecurityKey(rsa).ComputeJwkThumbprint(),
        _ => throw new ArgumentException("Keys are ECDSA or RSA.", nameof(key)),
    });
}
