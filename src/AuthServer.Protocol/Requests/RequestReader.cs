using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace AuthServer.Protocol.Requests;

/// <summary>Reads the parameters of a protocol request by hand: no model binding, no silent loss (DESIGN §4).</summary>
internal static class RequestReader
{
    private const int MaxBytes = 64 * 1024;

    /// <summary>The parameters of a form post. The query must hold none: it ends up in logs (RFC 6749 §2.3.1).</summary>
    public static async ValueTask<Result<Parameters>> FormAsync(HttpRequest request, CancellationToken cancel)
    {
        if (request.QueryString.HasValue) return OAuthError.InvalidRequest("Parameters belong in the request body, not in the query.");
        return await BodyAsync(request, cancel);
    }

    /// <summary>The parameters of an authorization request: the query of a GET, the body of a POST (OIDC Core §3.1.2.1).</summary>
    public static async ValueTask<(Result<Parameters> Parameters, string? Repeated)> QueryOrFormAsync(HttpRequest request, CancellationToken cancel)
    {
        if (!HttpMethods.IsGet(request.Method)) return (await FormAsync(request, cancel), null);
        var result = UrlEncoded.Parse(Encoding.UTF8.GetBytes(request.QueryString.Value is [_, .. var query] ? query : ""), out var repeated);
        return (result, repeated);
    }

    private static async ValueTask<Result<Parameters>> BodyAsync(HttpRequest request, CancellationToken cancel)
    {
        if (!IsForm(request.ContentType)) return OAuthError.InvalidRequest("The body must be application/x-www-form-urlencoded in UTF-8.");
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
                var result = Parse(read.Buffer);
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return result;
            }
            request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static Result<Parameters> Parse(in ReadOnlySequence<byte> body) =>
        UrlEncoded.Parse(body.IsSingleSegment ? body.FirstSpan : body.ToArray(), out _);

    private static bool IsForm(string? contentType)
    {
        if (string.Equals(contentType, "application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase)) return true;
        return MediaTypeHeaderValue.TryParse(contentType, out var type)
            && type.MediaType.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase)
            && (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase) || type.Charset.Equals("\"utf-8\"", StringComparison.OrdinalIgnoreCase));
    }
}
