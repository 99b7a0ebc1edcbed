using System.Text;
using AuthServer.Protocol;
using AuthServer.Protocol.Requests;
using AuthServer.Protocol.Tokens;
using BenchmarkDotNet.Attributes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Sealing;

namespace Micro;

/// <summary>Reads the form of a refresh.</summary>
public class FormReading
{
    private readonly DefaultHttpContext _http = new();
    private byte[] _body = [];

    [GlobalSetup]
    public void Setup()
    {
        var token = new RefreshToken(Guid.CreateVersion7(), 7).Format(Engine.Get<KeyRing>());
        _body = Encoding.ASCII.GetBytes($"grant_type=refresh_token&client_id=mobile&refresh_token={token}");
        _http.Request.ContentType = "application/x-www-form-urlencoded";
        _http.Request.ContentLength = _body.Length;
        _http.Features.Set<IRequestBodyPipeFeature>(new SameBody(_body));
    }

    [Benchmark]
    public Result<Parameters> Parse() => UrlEncoded.Parse(_body);

    [Benchmark]
    public ValueTask<Result<Parameters>> FormAsync() => RequestReader.FormAsync(_http.Request, CancellationToken.None);
}
