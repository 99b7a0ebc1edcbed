using AuthServer.Protocol.Tokens;
using BenchmarkDotNet.Attributes;
using Sealing;

namespace Micro;

/// <summary>Writes a refresh token, and reads one: a MAC each.</summary>
public class RefreshTokenSpelling
{
    private readonly KeyRing _ring = Engine.Get<KeyRing>();
    private readonly Guid _grant = Guid.CreateVersion7();
    private string _text = "";

    [GlobalSetup]
    public void Setup() => _text = Format();

    [Benchmark]
    public string Format() => new RefreshToken(_grant, 7).Format(_ring);

    [Benchmark]
    public bool TryParse() => RefreshToken.TryParse(_text, _ring, out _);
}
