using System.Security.Cryptography;
using AuthServer.Protocol.Keys;
using Microsoft.IdentityModel.Tokens;

namespace AuthServer.Protocol.Clients;

/// <summary>Keys that nobody has: verifying under one takes the time that a client's would.</summary>
internal static class NobodysKey
{
    private const int ModulusBytes = 256;

    private static readonly JsonWebKey Ec = NewEc();
    private static readonly JsonWebKey Rsa = NewRsa();

    /// <summary>The key for an algorithm.</summary>
    public static JsonWebKey For(string algorithm) => algorithm == SigningAlgorithms.ES256 ? Ec : Rsa;

    private static JsonWebKey NewEc()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var half = ECDsa.Create(key.ExportParameters(includePrivateParameters: false));
        return JsonWebKeyConverter.ConvertFromECDsaSecurityKey(new ECDsaSecurityKey(half));
    }

    // A random odd number has no known factors; looking for primes would take the start of a server half a second.
    private static JsonWebKey NewRsa()
    {
        var modulus = RandomNumberGenerator.GetBytes(ModulusBytes);
        modulus[0] |= 0x80;
        modulus[^1] |= 1;
        return JsonWebKeyConverter.ConvertFromRSASecurityKey(new RsaSecurityKey(new RSAParameters { Modulus = modulus, Exponent = [1, 0, 1] }));
    }
}
