using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Testing.Jwt;

/// <summary>A key pair of somebody who signs, and a pen that writes any token with it.</summary>
public sealed class JwtKey(string keyId = "key-1", string algorithm = "ES256", AsymmetricAlgorithm? pair = null) : IDisposable
{
    private readonly AsymmetricAlgorithm _key = pair ?? (algorithm == "ES256" ? ECDsa.Create(ECCurve.NamedCurves.nistP256) : RSA.Create(2048));

    public string KeyId => keyId;

    public string Algorithm => algorithm;

    /// <summary>The public half.</summary>
    public JsonObject Jwk
    {
        get
        {
            var jwk = new JsonObject { ["kid"] = keyId, ["use"] = "sig", ["alg"] = algorithm };
            if (_key is ECDsa ec)
            {
                var point = ec.ExportParameters(includePrivateParameters: false).Q;
                (jwk["kty"], jwk["crv"], jwk["x"], jwk["y"]) = ("EC", "P-256", Base64Url.EncodeToString(point.X), Base64Url.EncodeToString(point.Y));
            }
            else
            {
                var rsa = ((RSA)_key).ExportParameters(includePrivateParameters: false);
                (jwk["kty"], jwk["n"], jwk["e"]) = ("RSA", Base64Url.EncodeToString(rsa.Modulus), Base64Url.EncodeToString(rsa.Exponent));
            }
            return jwk;
        }
    }

    /// <summary>A key set (RFC 7517 §5).</summary>
    public static string Set(params JwtKey[] keys) => new JsonObject { ["keys"] = new JsonArray([.. keys.Select(k => (JsonNode)k.Jwk)]) }.ToJsonString();

    public JsonObject Header(string? type = null)
    {
        var header = new JsonObject { ["alg"] = algorithm, ["kid"] = keyId };
        if (type is not null) header["typ"] = type;
        return header;
    }

    public string Sign(JsonObject payload) => Sign(Header(), payload);

    public string Sign(JsonObject header, JsonObject payload) => Sign(Encoding.UTF8.GetBytes(header.ToJsonString()), Encoding.UTF8.GetBytes(payload.ToJsonString()));

    public string Sign(byte[] header, byte[] payload)
    {
        var content = $"{Base64Url.EncodeToString(header)}.{Base64Url.EncodeToString(payload)}";
        var bytes = Encoding.ASCII.GetBytes(content);
        var signature = _key is ECDsa ec
            ? ec.SignData(bytes, HashAlgorithmName.SHA256)
            : ((RSA)_key).SignData(bytes, HashAlgorithmName.SHA256, algorithm == "PS256" ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1);
        return $"{content}.{Base64Url.EncodeToString(signature)}";
    }

    public void Dispose() => _key.Dispose();
}
