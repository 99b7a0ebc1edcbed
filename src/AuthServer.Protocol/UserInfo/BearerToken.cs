using AuthServer.Protocol.Requests;
using Microsoft.AspNetCore.Http;

namespace AuthServer.Protocol.UserInfo;

/// <summary>The access token of a request (RFC 6750 §2): in the header or in the form body, never in the query.</summary>
internal static class BearerToken
{
    private const string Scheme = "Bearer ";

    /// <summary>The token; empty where there is none.</summary>
    public static async ValueTask<Result<string>> ReadAsync(HttpRequest request, CancellationToken cancel)
    {
        var header = Header(request);
        if (header.Refused || !HttpMethods.IsPost(request.Method) || request.ContentLength is 0 || request.ContentType is null) return header;
        var form = await RequestReader.FormAsync(request, cancel);
        if (form.Refused) return form.Error;
        if (!form.Value.TryGet("access_token", out var token)) return header;
        // RFC 6750 §2: clients must not use more than one method in each request.
        return header.Value.Length == 0 ? token : OAuthError.InvalidRequest("The access token is sent in two ways at once.");
    }

    /// <summary>The token of the Authorization header; empty where there is none.</summary>
    public static Result<string> Header(HttpRequest request) => request.Headers.Authorization switch
    {
        [] => "",
        [{ } one] when one.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) => one[Scheme.Length..].Trim() is { Length: > 0 } token ? token : OAuthError.InvalidRequest("The access token is empty."),
        [_] => "",
        _ => OAuthError.InvalidRequest("There are two Authorization headers."),
    };
}
