using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Testing.Jwt;

/// <summary>Signatures by those who have no right to sign.</summary>
internal static class JwtForgeries
{
    /// <summary>What an HMAC has been keyed with where only the public key is known.</summary>
    public static IReadOnlyList<(string Name, Func<JsonObject, byte[]> Of)> Secrets { get; } =
    [
        ("PEM", jwk => Encoding.UTF8.GetBytes(Pem(jwk))),
        ("PEM with a line break", jwk => Encoding.UTF8.GetBytes(Pem(jwk) + "\n")),
        ("PEM in one line", jwk => Encoding.UTF8.GetBytes(Pem(jwk).ReplaceLineEndings(""))),
        ("DER", Der),
        ("JWK", jwk => Encoding.UTF8.GetBytes(jwk.ToJsonString())),
        ("JWK in order", jwk => Encoding.UTF8.GetBytes(new JsonObject(jwk.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => KeyValuePair.Create(m.Key, m.Value?.DeepClone()))).ToJsonString())),
        ("coordinate or modulus", jwk => Base64Url.DecodeFromChars((jwk["x"] ?? jwk["n"])!.ToString())),
        ("coordinate or modulus, encoded", jwk => Encoding.ASCII.GetBytes((jwk["x"] ?? jwk["n"])!.ToString())),
        ("kid", jwk => Encoding.UTF8.GetBytes(jwk["kid"]!.ToString())),
        ("nothing", _ => []),
    ];

    public static string Hmac(JwtDraft draft, byte[] secret)
    {
        var content = $"{JwtDraft.Encode(JwtDraft.Changed(draft.Header, "alg", "HS256"))}.{draft.Segments[1]}";
        return $"{content}.{Base64Url.EncodeToString(HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(content)))}";
    }

    /// <summary>The token, signed by a key that nobody has registered.</summary>
    /// <param name="draft">The token.</param>
    /// <param name="change">Changes the header; is given the stranger's public key.</param>
    public static string ByStranger(JwtDraft draft, Action<JsonObject, JsonObject> change)
    {
        var header = JsonNode.Parse(draft.Header)!.AsObject();
        using var stranger = new JwtKey(header["kid"]!.ToString(), header["alg"]!.ToString());
        change(header, stranger.Jwk);
        return stranger.Sign(Encoding.UTF8.GetBytes(header.ToJsonString()), Encoding.UTF8.GetBytes(draft.Payload));
    }

    public static string WithSignature(JwtDraft draft, Func<byte[], byte[]> change) => $"{draft.Segments[0]}.{draft.Segments[1]}.{Base64Url.EncodeToString(change(Base64Url.DecodeFromChars(draft.Segments[2])))}";

    /// <summary>The same bytes by another last character: that of 64 or 256 bytes has bits to spare.</summary>
    public static string WithSpareBits(string signature) => signature[..^1] + (char)(signature[^1] + (signature[^1] is 'Z' or 'z' or '9' ? -1 : 1));

    private static string Pem(JsonObject jwk) => PemEncoding.WriteString("PUBLIC KEY", Der(jwk));

    private static byte[] Der(JsonObject jwk)
    {
        byte[] Bytes(string name) => Base64Url.DecodeFromChars(jwk[name]!.ToString());
        if (jwk["kty"]!.ToString() == "EC")
        {
            using var ec = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = Bytes("x"), Y = Bytes("y") } });
            return ec.ExportSubjectPublicKeyInfo();
        }
        using var rsa = RSA.Create(new RSAParameters { Modulus = Bytes("n"), Exponent = Bytes("e") });
        return rsa.ExportSubjectPublicKeyInfo();
    }
}
