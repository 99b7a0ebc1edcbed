using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace AuthServer.Protocol.Requests;

/// <summary>Reads the parameters of a protocol request by hand: no model binding, no silent loss (DESIGN §4).</summary>
internal static class RequestReader
{
    private const int MaxBytes = 64 * 1024;

    /// <summary>The parameters of a back-channel form post; a repeated one refuses the request (RFC 6749 §3.2).</summary>
    public static async ValueTask<Result<Parameters>> FormAsync(HttpRequest request, CancellationToken cancel)
    {
        var form = await BodyAsync(request, cancel);
        return form is { Refused: false, Value.HasRepeats: true } ? OAuthError.InvalidRequest("A parameter is repeated.") : form;
    }

    /// <summary>The parameters of a front-channel request: the query of a GET, the body of a POST (OIDC Core §3.1.2.1). Repeats are the caller's to answer.</summary>
    public static async ValueTask<Result<Parameters>> QueryOrFormAsync(HttpRequest request, CancellationToken cancel) => HttpMethods.IsGet(request.Method)
        ? UrlEncoded.Parse(Encoding.UTF8.GetBytes(request.QueryString.Value is [_, .. var query] ? query : ""))
        : await BodyAsync(request, cancel);

    /// <summary>The body as it is, within the same bounds.</summary>
    public static ValueTask<Result<byte[]>> BytesAsync(HttpRequest request, CancellationToken cancel) => BodyAsync<byte[]>(request, body => body.ToArray(), cancel);

    private static async ValueTask<Result<Parameters>> BodyAsync(HttpRequest request, CancellationToken cancel)
    {
        // A query ends up in logs and histories (RFC 6749 §2.3.1); what belongs in the body must not hide there.
        if (request.QueryString.HasValue) return OAuthError.InvalidRequest("Parameters belong in the request body, not in the query.");
        if (!FormContent.IsUrlEncoded(request.ContentType)) return OAuthError.InvalidRequest("The body must be application/x-www-form-urlencoded in UTF-8.");
        return await BodyAsync(request, Parse, cancel);
    }

    private static async ValueTask<Result<T>> BodyAsync<T>(HttpRequest request, Func<ReadOnlySequence<byte>, Result<T>> parse, CancellationToken cancel)
    {
        if (request.ContentLength > MaxBytes) return OAuthError.TooLarge();
        while (true)
        {
            var read = await request.BodyReader.ReadAsync(cancel);
            if (read.Buffer.Length > MaxBytes)
            {
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return OAuthError.TooLarge();
            }
            if (read.IsCompleted)
            {
                var result = parse(read.Buffer);
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return result;
            }
            request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static Result<Parameters> Parse(ReadOnlySequence<byte> body) =>
        UrlEncoded.Parse(body.IsSingleSegment ? body.FirstSpan : body.ToArray());
}
