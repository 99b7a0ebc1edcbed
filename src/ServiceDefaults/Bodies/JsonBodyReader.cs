using System.Buffers;
using System.Net.Mime;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using Microsoft.Net.Http.Headers;
using ServiceDefaults.Answers;

namespace ServiceDefaults.Bodies;

/// <summary>Reads a request body as strict JSON; what is wrong with it comes back as a value.</summary>
public static class JsonBodyReader
{
    /// <summary>The largest JSON body that is read where the route says nothing else, in bytes.</summary>
    public const int MaxBytes = 64 * 1024;

    private const string MergePatchType = "application/merge-patch+json";
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    /// <summary>Reads the body as <typeparamref name="T"/>; never throws for what the client sent.</summary>
    /// <param name="context">The request.</param>
    /// <param name="maxBytes">The largest body; beyond the server's own limit, that is raised for this request.</param>
    public static async Task<JsonBody<T>> ReadAsync<T>(HttpContext context, int maxBytes = MaxBytes) where T : class
    {
        var (value, problem) = await ReadAsync(context, maxBytes, bytes => Parse(bytes, typeof(T), body => body.Deserialize<T>(Json.Options)!), MediaTypeNames.Application.Json);
        return value is null ? new(problem!) : new(value);
    }

    /// <summary>Reads the body as a merge patch of <typeparamref name="T"/> (RFC 7396).</summary>
    public static async Task<MergePatch<T>> ReadPatchAsync<T>(HttpContext context) where T : class
    {
        // It has to be one that T could be read from: a wrong type is told with its field.
        var (value, problem) = await ReadAsync(context, MaxBytes, bytes => Parse(bytes, typeof(T), body => body.Deserialize<T>(Json.Options) is null ? null! : Patch(body)), MergePatchType, MediaTypeNames.Application.Json);
        return value is null ? new(problem!) : new(value);
    }

    private static async Task<(T? Value, Problem? Problem)> ReadAsync<T>(HttpContext context, int maxBytes, Func<ReadOnlyMemory<byte>, (T?, Problem?)> parse, params string[] mediaTypes) where T : class
    {
        ArgumentNullException.ThrowIfNull(context);
        if (!IsJson(context.Request, mediaTypes))
            return (null, Problem.Of(StatusCodes.Status415UnsupportedMediaType, "unsupported_media_type", $"Send the body as {mediaTypes[0]} in UTF-8."));
        BodyLimit.Raise(context, maxBytes);
        if (context.Request.ContentLength > maxBytes)
            return (null, TooLarge(maxBytes));
        // What is announced has not been sent: the room grows with what comes.
        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min(context.Request.ContentLength ?? MaxBytes, MaxBytes) + 1);
        try
        {
            int length = 0, read;
            while (length <= maxBytes && (read = await context.Request.Body.ReadAsync(buffer.AsMemory(length), context.RequestAborted)) > 0)
            {
                length += read;
                if (length == buffer.Length && length <= maxBytes)
                    buffer = Grown(buffer);
            }
            return length > maxBytes ? (null, TooLarge(maxBytes)) : parse(buffer.AsMemory(0, length));
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return (null, TooLarge(maxBytes));
        }
        finally
        {
            // The body may have held a PIN or a password.
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    private static byte[] Grown(byte[] full)
    {
        var larger = ArrayPool<byte>.Shared.Rent(full.Length * 2);
        full.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(full, clearArray: true);
        return larger;
    }

    private static (T? Value, Problem? Problem) Parse<T>(ReadOnlyMemory<byte> bytes, Type type, Func<JsonElement, T> read) where T : class
    {
        if (!Utf8.IsValid(bytes.Span))
            return (null, NotJson());
        try
        {
            using var document = JsonDocument.Parse(bytes, Strict);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                return (null, NotJson());
            return BodyShape.Check(document.RootElement, type) is { } problem ? (null, problem) : (read(document.RootElement), null);
        }
        catch (JsonException e) when (e.Path is { Length: > 2 } path && path.StartsWith("$.", StringComparison.Ordinal))
        {
            var errors = new FieldErrors();
            errors.Add(path[2..], "This value has the wrong type or form.");
            return (null, Problem.Invalid(errors));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: an escaped lone surrogate in a name or a string.
            return (null, NotJson());
        }
    }

    private static JsonObject Patch(JsonElement body)
    {
        var patch = JsonObject.Create(body.Clone())!;
        // Nodes are read as late as they are used, which is where nobody expects that a string is no text.
        _ = patch.ToJsonString();
        return patch;
    }

    private static bool IsJson(HttpRequest request, string[] mediaTypes) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && mediaTypes.Any(known => type.MediaType.Equals(known, StringComparison.OrdinalIgnoreCase))
        && (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase) || type.Charset.Equals("\"utf-8\"", StringComparison.OrdinalIgnoreCase))
        && request.Headers.ContentEncoding.Count == 0;

    private static Problem NotJson() => Problem.BadRequest("invalid_json", "The body is not one JSON object with distinct member names.");

    private static Problem TooLarge(int maxBytes) => Problem.Of(StatusCodes.Status413PayloadTooLarge, "payload_too_large", $"The body is larger than {maxBytes / 1024} kB.");
}
