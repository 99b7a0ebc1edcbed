using AuthServer.Protocol.Keys;
using AuthServer.Protocol.Tokens;
using BenchmarkDotNet.Attributes;

namespace Micro;

/// <summary>Reads an access token back: as JSON whose signature is good, and as what it says.</summary>
public class AccessTokenReading
{
    private readonly AccessTokens _tokens = Engine.Get<AccessTokens>();
    private readonly JwtReader _reader = Engine.Get<JwtReader>();
    private string _token = "";

    [GlobalSetup]
    public void Setup()
    {
        var writer = Engine.Get<TokenWriter>();
        _token = writer.AccessToken(Engine.Approval(SigningAlgorithms.ES256), writer.Now, writer.Now.AddMinutes(10));
    }

    [Benchmark]
    public byte[]? Verify() => _reader.Read(_token, JwtType.AccessToken);

    [Benchmark]
    public AccessToken? Read() => _tokens.Read(_token);
}
