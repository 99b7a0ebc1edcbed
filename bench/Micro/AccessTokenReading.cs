using System.Text;
using AuthServer.Protocol.Keys;
using AuthServer.Protocol.Tokens;
using BenchmarkDotNet.Attributes;
using Microsoft.IdentityModel.Tokens;

namespace Micro;

/// <summary>Reads an access token back, the second time and later: as JSON, and as what it says; and the signature alone, which is verified the first time.</summary>
public class AccessTokenReading
{
    private readonly AccessTokens _tokens = Engine.Get<AccessTokens>();
    private readonly JwtReader _reader = Engine.Get<JwtReader>();
    private readonly SigningKey _key = Engine.Get<SigningKeys>().Active(SigningAlgorithms.ES256);
    private string _token = "";
    private byte[] _content = [];
    private byte[] _signature = [];

    [GlobalSetup]
    public void Setup()
    {
        var writer = Engine.Get<TokenWriter>();
        _token = writer.AccessToken(Engine.Approval(SigningAlgorithms.ES256), writer.Now, writer.Now.AddMinutes(10));
        var dot = _token.LastIndexOf('.');
        (_content, _signature) = (Encoding.ASCII.GetBytes(_token[..dot]), Base64UrlEncoder.DecodeBytes(_token[(dot + 1)..]));
    }

    [Benchmark]
    public bool SignatureAlone() => _key.Verify(_content, _signature);

    [Benchmark]
    public byte[]? Remembered() => _reader.Read(_token, JwtType.AccessToken);

    [Benchmark]
    public AccessToken? Read() => _tokens.Read(_token);
}
