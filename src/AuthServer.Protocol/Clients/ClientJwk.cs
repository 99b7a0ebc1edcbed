using System.Security.Cryptography;
using System.Text.Json;
using AuthServer.Protocol.Keys;
using Microsoft.IdentityModel.Tokens;

namespace AuthServer.Protocol.Clients;

/// <summary>One public key of a client (RFC 7517 §4, RFC 7518 §6), made anew of the members that were judged: what else stands beside them, such as a certificate, is never looked at.</summary>
internal static class ClientJwk
{
    private const int MinRsaBits = 2048;

    // Longer ones verify so slowly that they are an attack.
    private const int MaxRsaBits = 8192;
    private const int MaxExponentBits = 64;
    private const int CoordinateBytes = 32;
    private static readonly string[] Rsa = [SigningAlgorithms.RS256, SigningAlgorithms.PS256];
    private static readonly string[] Ec = [SigningAlgorithms.ES256];

    /// <summary>The key; null where it is not good for signatures that are taken here (RFC 7517 §5: keys that are not understood are passed over).</summary>
    public static JsonWebKey? Read(JsonElement key)
    {
        try
        {
            if (!IsForVerifying(key)) return null;
            return Text(key, "kty") switch
            {
                JsonWebAlgorithmsKeyTypes.RSA when Allows(key, Rsa) => RsaKey(key),
                JsonWebAlgorithmsKeyTypes.EllipticCurve when Allows(key, Ec) => EcKey(key),
                _ => null,
            };
        }
        catch (Exception e) when (e is ArgumentException or FormatException or InvalidOperationException or CryptographicException)
        {
            return null;
        }
    }

    /// <summary>A member that is a string; else null.</summary>
    public static string? Text(JsonElement key, string name) => key.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    // RFC 7517 §4.2, §4.3: each may be left out; one that is there must say so.
    private static bool IsForVerifying(JsonElement key) =>
        (!key.TryGetProperty("use", out _) || Text(key, "use") == "sig")
        && (!key.TryGetProperty("key_ops", out var operations) || (operations.ValueKind == JsonValueKind.Array && operations.EnumerateArray().Any(o => o.ValueKind == JsonValueKind.String && o.ValueEquals("verify"))));

    private static bool Allows(JsonElement key, string[] algorithms) => !key.TryGetProperty("alg", out _) || algorithms.Contains(Text(key, "alg"));

    private static JsonWebKey? RsaKey(JsonElement key)
    {
        var (modulus, exponent) = (Number(key, "n"), Number(key, "e"));
        var isGood = Bits(modulus) is >= MinRsaBits and <= MaxRsaBits && Bits(exponent) is >= 2 and <= MaxExponentBits && (exponent[^1] & 1) == 1;
        return isGood ? Named(key, new JsonWebKey { Kty = JsonWebAlgorithmsKeyTypes.RSA, N = Base64UrlEncoder.Encode(modulus), E = Base64UrlEncoder.Encode(exponent) }) : null;
    }

    private static JsonWebKey? EcKey(JsonElement key)
    {
        if (Text(key, "crv") != JsonWebKeyECTypes.P256 || Text(key, "x") is not { } x || Text(key, "y") is not { } y) return null;
        var point = new ECPoint { X = Base64UrlEncoder.DecodeBytes(x), Y = Base64UrlEncoder.DecodeBytes(y) };
        // RFC 7518 §6.2.1.2: the full size, leading zeros included.
        if (point is not { X.Length: CoordinateBytes, Y.Length: CoordinateBytes }) return null;
        // Throws where the point is not on the curve.
        using var onCurve = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = point });
        return Named(key, new JsonWebKey { Kty = JsonWebAlgorithmsKeyTypes.EllipticCurve, Crv = JsonWebKeyECTypes.P256, X = Base64UrlEncoder.Encode(point.X), Y = Base64UrlEncoder.Encode(point.Y) });
    }

    private static JsonWebKey Named(JsonElement key, JsonWebKey named)
    {
        (named.Kid, named.Alg, named.Use) = (Text(key, "kid"), Text(key, "alg"), Text(key, "use"));
        return named;
    }

    // Leading zeros make a number longer and no key stronger.
    private static byte[] Number(JsonElement key, string name) => [.. (Text(key, name) is { } text ? Base64UrlEncoder.DecodeBytes(text) : []).SkipWhile(b => b == 0)];

    private static int Bits(byte[] number) => number.Length == 0 ? 0 : (number.Length * 8) - byte.LeadingZeroCount(number[0]);
}
