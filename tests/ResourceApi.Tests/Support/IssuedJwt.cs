using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using AuthServer.Validation.Tests.Support;
using Testing.Jwt;

namespace ResourceApi.Tests.Support;

/// <summary>Makes drafts of what the issuer under test signs; it has two keys.</summary>
internal static class IssuedJwt
{
    private const string OtherKey = "key-2";

    public static JwtDraft Draft(TestIssuer issuer, string type, JsonObject payload)
    {
        issuer.AddKeyOnce(OtherKey);
        var point = issuer.Key.ExportParameters(includePrivateParameters: false).Q;
        var jwk = new JsonObject
        {
            ["kty"] = "EC", ["crv"] = "P-256", ["use"] = "sig", ["alg"] = "ES256", ["kid"] = "key-1",
            ["x"] = Base64Url.EncodeToString(point.X), ["y"] = Base64Url.EncodeToString(point.Y),
        };
        return new JwtDraft(issuer.Sign(TestIssuer.Header(type), payload), jwk, OtherKey, [type], (header, claims) => Sign(issuer, header, claims));
    }

    private static string Sign(TestIssuer issuer, byte[] header, byte[] payload)
    {
        var content = $"{Base64Url.EncodeToString(header)}.{Base64Url.EncodeToString(payload)}";
        return $"{content}.{Base64Url.EncodeToString(issuer.Key.SignData(Encoding.ASCII.GetBytes(content), HashAlgorithmName.SHA256))}";
    }
}
