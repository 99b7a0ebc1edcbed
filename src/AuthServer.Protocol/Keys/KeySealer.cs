using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;
using Sealing;

namespace AuthServer.Protocol.Keys;

/// <summary>Makes signing keys, and carries them to and from their encrypted form.</summary>
internal sealed class KeySealer(KeyRing ring)
{
    private const int RsaBits = 2048;

    // RSA keys take long to find; none is given out twice.
    private static readonly ConcurrentQueue<Task<RSA>> Ahead = new();

    /// <summary>Begins to look for the RSA keys of an empty database, while the server is still being put together.</summary>
    public static void FindAhead()
    {
        foreach (var _ in SigningAlgorithms.All.Where(a => a != SigningAlgorithms.ES256)) Ahead.Enqueue(Task.Run(Find));
    }

    public StoredKey Create(string algorithm, int generation, DateTimeOffset activeFrom)
    {
        using AsymmetricAlgorithm key = algorithm == SigningAlgorithms.ES256 ? ECDsa.Create(ECCurve.NamedCurves.nistP256) : Ahead.TryDequeue(out var found) ? found.GetAwaiter().GetResult() : Find();
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
        return RingSeal.Open(ring, Purposes.SigningKeyAtRest, key.RingVersion, key.SealedKey, Encoding.ASCII.GetBytes(key.Kid));
    }

    private static RSA Find()
    {
        var key = RSA.Create(RsaBits);
        // The key is looked for when it is first asked for.
        key.ExportParameters(includePrivateParameters: false);
        return key;
    }

    // The kid is associated data: a row's key cannot be put into another row.
    private byte[] Seal(byte[] pkcs8, string kid) => RingSeal.Seal(ring, Purposes.SigningKeyAtRest, pkcs8, Encoding.ASCII.GetBytes(kid));

    private static string Kid(AsymmetricAlgorithm key) => Base64UrlEncoder.Encode(key switch
    {
        ECDsa ec => new ECDsaSecurityKey(ec).ComputeJwkThumbprint(),
        RSA rsa => new RsaSecurityKey(rsa).ComputeJwkThumbprint(),
        _ => throw new ArgumentException("Keys are ECDSA or RSA.", nameof(key)),
    });
}
