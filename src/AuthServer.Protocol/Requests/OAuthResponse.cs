using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace AuthServer.Protocol.Requests;

/// <summary>Writes JSON answers and refusals of the protocol endpoints; none of them may be cached (RFC 6749 §5.1).</summary>
internal static class OAuthResponse
{
    private const string Json = "application/json";

    /// <summary>A refusal (RFC 6749 §5.2).</summary>
    public static Task WriteAsync(HttpContext http, OAuthError error)
    {
        http.Response.StatusCode = error.Status;
        // RFC 6749 §5.2: answer with the scheme that the client tried; RFC 9110 §11.6.1 wants a challenge with every 401.
        if (error.Status == StatusCodes.Status401Unauthorized) http.Response.Headers.WWWAuthenticate = "Basic realm=\"token\"";
        if (error.RetryAfter is { } wait) http.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString("0", CultureInfo.InvariantCulture);
        return WriteAsync(http, error, static (json, refusal) =>
        {
            json.WriteString("error", refusal.Code);
            json.WriteString("error_description", refusal.Description);
            foreach (var (name, value) in refusal.Extras) json.WriteString(name, value);
        });
    }

    /// <summary>An answer.</summary>
    /// <param name="http">The request.</param>
    /// <param name="value">What <paramref name="members"/> writes.</param>
    /// <param name="members">Writes the members of the object; the braces are written here.</param>
    public static Task WriteAsync<T>(HttpContext http, T value, Action<Utf8JsonWriter, T> members)
    {
        NoStore(http.Response);
        var body = JsonText.Write(value, members);
        Describe(http.Response, body.Length, Json);
        // Copied here and now; what is flushed later is the response's own.
        http.Response.BodyWriter.Write(body);
        return FlushAsync(http);
    }

    /// <summary>A signed answer.</summary>
    public static Task WriteJwtAsync(HttpContext http, string jwt, string contentType)
    {
        NoStore(http.Response);
        return WriteAsync(http, Encoding.ASCII.GetBytes(jwt), contentType);
    }

    /// <summary>A body that is ready.</summary>
    public static async Task WriteAsync(HttpContext http, ReadOnlyMemory<byte> body, string contentType)
    {
        Describe(http.Response, body.Length, contentType);
        await http.Response.BodyWriter.WriteAsync(body, http.RequestAborted);
    }

    public static void NoStore(HttpResponse response)
    {
        response.Headers.CacheControl = "no-store";
        response.Headers.Pragma = "no-cache";
    }

    private static void Describe(HttpResponse response, int length, string contentType)
    {
        response.ContentType = contentType;
        response.ContentLength = length;
    }

    private static async Task FlushAsync(HttpContext http) => await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
}
