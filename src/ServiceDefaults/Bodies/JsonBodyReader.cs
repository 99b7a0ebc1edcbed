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
    /// <summary>The largest JSON body that is read, in bytes.</summary>
    public const int MaxBytes = 64 * 1024;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    /// <summary>Reads the body as <typeparamref name="T"/>; never throws for what the client sent.</summary>
    public static Task<JsonBody<T>> ReadAsync<T>(HttpContext context) where T : class => ReadAsync<T>(context, MaxBytes);

    /// <summary>As above, for a route that takes files in its JSON: up to <paramref name="maxBytes"/> instead of <see cref="MaxBytes"/>.</summary>
    public static async Task<JsonBody<T>> ReadAsync<T>(HttpContext context, int maxBytes) where T : class
    {
        ArgumentNullException.ThrowIfNull(context);
        if (!IsJson(context.Request))
            return new(Problem.Of(StatusCodes.Status415UnsupportedMediaType, "unsupported_media_type", "Send the body as application/json in UTF-8."));
        if (context.Request.ContentLength > maxBytes)
            return new(TooLarge(maxBytes));
        if (maxBytes > MaxBytes && context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = maxBytes;
        // A body that does not say how long it is begins with the usual room.
        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Max(context.Request.ContentLength ?? 0, Math.Min(maxBytes, MaxBytes)) + 1);
        try
        {
            int length, read;
            for (length = 0; length <= maxBytes && (read = await context.Request.Body.ReadAsync(buffer.AsMemory(length), context.RequestAborted)) > 0; length += read)
                buffer = length + read < buffer.Length ? buffer : Grow(buffer);
            return length > maxBytes ? new(TooLarge(maxBytes)) : Parse<T>(buffer.AsMemory(0, length));
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

    private static byte[] Grow(byte[] full)
    {
        var larger = ArrayPool<byte>.Shared.Rent(full.Length * 2);
        full.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(full, clearArray: true);
        return larger;
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

    private static Problem TooLarge(int maxBytes) =>
        Problem.Of(StatusCodes.Status413PayloadTooLarge, "payload_too_large", $"The body is larger than {maxBytes / 1024} kB.");
}
