using System.Buffers;
using System.Net.Mime;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using ServiceDefaults.Answers;

namespace ServiceDefaults.Bodies;

/// <summary>Reads a request body as strict JSON; what is wrong with it comes back as a value.</summary>
public static class JsonBodyReader
{
    /// <summary>The largest JSON body that is read where the route says nothing else, in bytes.</summary>
    public const int MaxBytes = 64 * 1024;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    /// <summary>Reads the body as <typeparamref name="T"/>; never throws for what the client sent.</summary>
    /// <param name="context">The request.</param>
    /// <param name="maxBytes">The largest body; beyond the server's own limit, that is raised for this request.</param>
    public static async Task<JsonBody<T>> ReadAsync<T>(HttpContext context, int maxBytes = MaxBytes) where T : class
    {
        ArgumentNullException.ThrowIfNull(context);
        if (!IsJson(context.Request))
            return new(Problem.Of(StatusCodes.Status415UnsupportedMediaType, "unsupported_media_type", "Send the body as application/json in UTF-8."));
        if (context.Request.ContentLength > maxBytes)
            return new(TooLarge(maxBytes));
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit && limit.MaxRequestBodySize < maxBytes)
            limit.MaxRequestBodySize = maxBytes;
        var most = (int)(context.Request.ContentLength ?? maxBytes);
        var buffer = ArrayPool<byte>.Shared.Rent(most + 1);
        try
        {
            var length = await FillAsync(context, buffer.AsMemory(0, most + 1));
            return length > most ? new(TooLarge(maxBytes)) : Parse<T>(buffer.AsMemory(0, length));
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return new(TooLarge(maxBytes));
        }
        finally
        {
            // The body may have held a PIN or a password.
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    private static async Task<int> FillAsync(HttpContext context, Memory<byte> buffer)
    {
        var length = 0;
        int read;
        while (length < buffer.Length && (read = await context.Request.Body.ReadAsync(buffer[length..], context.RequestAborted)) > 0)
            length += read;
        return length;
    }

    private static JsonBody<T> Parse<T>(ReadOnlyMemory<byte> bytes) where T : class
    {
        if (!Utf8.IsValid(bytes.Span))
            return new(NotJson());
        try
        {
            using var document = JsonDocument.Parse(bytes, Strict);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                return new(NotJson());
            return BodyShape.Check(document.RootElement, typeof(T)) is { } problem
                ? new(problem)
                : new(document.RootElement.Deserialize<T>(Json.Options)!);
        }
        catch (JsonException e) when (e.Path is { Length: > 2 } path && path.StartsWith("$.", StringComparison.Ordinal))
        {
            var errors = new FieldErrors();
            errors.Add(path[2..], "This value has the wrong type or form.");
            return new(Problem.Invalid(errors));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: an escaped lone surrogate in a name or a string.
            return new(NotJson());
        }
    }

    private static bool IsJson(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals(MediaTypeNames.Application.Json, StringComparison.OrdinalIgnoreCase)
        && (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase) || type.Charset.Equals("\"utf-8\"", StringComparison.OrdinalIgnoreCase))
        && request.Headers.ContentEncoding.Count == 0;

    private static Problem NotJson() => Problem.BadRequest("invalid_json", "The body is not one JSON object with distinct member names.");

    private static Problem TooLarge(int maxBytes) => Problem.Of(StatusCodes.Status413PayloadTooLarge, "payload_too_large", $"The body is larger than {maxBytes / 1024} kB.");
}
