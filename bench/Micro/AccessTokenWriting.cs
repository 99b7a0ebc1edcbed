using AuthServer.Protocol.Keys;
using AuthServer.Protocol.Tokens;
using BenchmarkDotNet.Attributes;

namespace Micro;

/// <summary>Writes the access token of a refresh, signed with ES256; and the signature alone, which no code of ours makes cheaper.</summary>
public class AccessTokenWriting
{
    private readonly TokenWriter _writer = Engine.Get<TokenWriter>();
    private readonly SigningKey _key = Engine.Get<SigningKeys>().Active(SigningAlgorithms.ES256);
    private readonly Approval _approval = Engine.Approval(SigningAlgorithms.ES256);
    private readonly byte[] _content = new byte[700];
    private readonly byte[] _signature = new byte[64];

    [Benchmark]
    public string Es256()
    {
        var now = _writer.Now;
        return _writer.AccessToken(_approval, now, now.AddMinutes(10));
    }

    [Benchmark]
    public void SignatureAlone() => _key.Sign(_content, _signature);
}
