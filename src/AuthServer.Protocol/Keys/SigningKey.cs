using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using AuthServer.Protocol.Tokens;
using Microsoft.IdentityModel.Tokens;

namespace AuthServer.Protocol.Keys;

/// <summary>A signing key in memory: signs, verifies, and knows the header of every type of token it signs.</summary>
/// <remarks>.NET does not promise that one instance signs on two threads at once, so each signature borrows one from a small pool.</remarks>
internal sealed class SigningKey
{
    private readonly byte[] _pkcs8;
    private readonly ConcurrentBag<AsymmetricAlgorithm> _idle = [];
    private readonly Dictionary<JwtType, byte[]> _headers;

    public SigningKey(StoredKey stored, byte[] pkcs8)
    {
        _pkcs8 = pkcs8;
        Stored = stored;
        _headers = JwtType.All.ToDictionary(t => t, t => Header(stored, t));
        SignatureBytes = stored.Algorithm == SigningAlgorithms.ES256 ? 64 : 256;
        Jwk = PublicJwk();
    }

    public StoredKey Stored { get; }

    public int SignatureBytes { get; }

    /// <summary>The public half, with kid, use and alg.</summary>
    public JsonWebKey Jwk { get; }

    // RFC 7518 §3.5: PSS with a salt as long as the hash, which is what .NET does.
    private RSASignaturePadding Padding => Stored.Algorithm == SigningAlgorithms.PS256 ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1;

    /// <summary>The first segment of a token of this key and type, in base64url.</summary>
    public ReadOnlySpan<byte> HeaderOf(JwtType type) => _headers[type];

    public void Sign(ReadOnlySpan<byte> data, Span<byte> signature)
    {
        var key = Borrow();
        var written = 0;
        var signed = key switch
        {
            ECDsa ec => ec.TrySignData(data, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation, out written),
            RSA rsa => rsa.TrySignData(data, signature, HashAlgorithmName.SHA256, Padding, out written),
            _ => false,
        };
        _idle.Add(key);
        if (!signed || written != signature.Length) throw new CryptographicException("The signature does not have its length.");
    }

    public bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        var key = Borrow();
        var valid = key switch
        {
            ECDsa ec => ec.VerifyData(data, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation),
            RSA rsa => rsa.VerifyData(data, signature, HashAlgorithmName.SHA256, Padding),
            _ => false,
        };
        _idle.Add(key);
        return valid;
    }

    private AsymmetricAlgorithm Borrow()
    {
        if (_idle.TryTake(out var idle)) return idle;
        AsymmetricAlgorithm key = Stored.Algorithm == SigningAlgorithms.ES256 ? ECDsa.Create() : RSA.Create();
        key.ImportPkcs8PrivateKey(_pkcs8, out _);
        return key;
    }

    private JsonWebKey PublicJwk()
    {
        var key = Borrow();
        JsonWebKey jwk;
        if (key is ECDsa ec)
        {
            using var publicHalf = ECDsa.Create(ec.ExportParameters(includePrivateParameters: false));
            jwk = JsonWebKeyConverter.ConvertFromECDsaSecurityKey(new ECDsaSecurityKey(publicHalf));
        }
        else
        {
            jwk = JsonWebKeyConverter.ConvertFromRSASecurityKey(new RsaSecurityKey(((RSA)key).ExportParameters(includePrivateParameters: false)));
        }
        _idle.Add(key);
        (jwk.Kid, jwk.Use, jwk.Alg) = (Stored.Kid, "sig", Stored.Algorithm);
        return jwk;
    }

    private static byte[] Header(StoredKey key, JwtType type) =>
        Encoding.ASCII.GetBytes(Base64UrlEncoder.Encode($$"""{"alg":"{{key.Algorithm}}","kid":"{{key.Kid}}","typ":"{{type.Name}}"}"""));
}
