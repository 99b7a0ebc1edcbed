using AuthServer.Protocol.Keys;
using AuthServer.Protocol.Tokens;
using BenchmarkDotNet.Attributes;

namespace Micro;

/// <summary>Writes the ID token of a refresh, in the algorithm of our own apps and in the one that OpenID Connect prescribes for all who ask for none.</summary>
public class IdTokenWriting
{
    private readonly TokenWriter _writer = Engine.Get<TokenWriter>();
    private readonly Approval _es256 = Engine.Approval(SigningAlgorithms.ES256);
    private readonly Approval _rs256 = Engine.Approval(SigningAlgorithms.RS256);
    private string _accessToken = "";

    [GlobalSetup]
    public void Setup() => _accessToken = _writer.AccessToken(_es256, _writer.Now, _writer.Now.AddMinutes(10));

    [Benchmark]
    public string Es256() => _writer.IdToken(_es256, _accessToken, _writer.Now);

    [Benchmark]
    public string Rs256() => _writer.IdToken(_rs256, _accessToken, _writer.Now);
}
