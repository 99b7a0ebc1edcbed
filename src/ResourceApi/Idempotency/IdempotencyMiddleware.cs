using System.Security.Claims;
using ServiceDefaults.Answers;

namespace ResourceApi.Idempotency;

/// <summary>Does a request with an <c>Idempotency-Key</c> once, and answers its repetitions with the first one's answer.</summary>
/// <remarks>The answer is kept after the work is done: a kill in between leaves the key free again after a while, and the work to the route's own guards.</remarks>
internal sealed class IdempotencyMiddleware(RequestDelegate next, KeptAnswers answers)
{
    private const int LongestKey = 255;

    // No answer of ours is larger, unless somebody made it so.
    private const int LargestKept = 64 * 1024;

    // Of larger bodies, which are files, length and type stand for the content.
    private const int LargestCompared = 256 * 1024;

    public Task InvokeAsync(HttpContext http)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<IdempotentRoute>() is null || http.User.FindFirstValue("sub") is not { } subject)
            return next(http);
        var header = http.Request.Headers[IdempotencyConventions.Header];
        if (header.Count == 0)
            return next(http);
        if (header is not [{ Length: > 0 and <= LongestKey } key] || key.Any(c => c is <= ' ' or > '~'))
            return Problem.BadRequest("invalid_idempotency_key", "Idempotency-Key must be one value of 1 to 255 visible ASCII characters.").ExecuteAsync(http);
        return OnceAsync(http, subject, answers.KeyOf(subject, http.Request.Method, http.Request.Path, key));
    }

    private async Task OnceAsync(HttpContext http, string subject, byte[] key)
    {
        var request = await FingerprintAsync(http);
        var (attempt, known, wait) = await answers.BeginAsync(subject, key, request, http.RequestAborted);
        if (attempt is { } mine)
            await KeepAsync(http, key, mine);
        else if (wait is { } later)
            await Problem.TooManyRequests(later).ExecuteAsync(http);
        else if (!known!.Request.AsSpan().SequenceEqual(request))
            await Problem.Of(StatusCodes.Status422UnprocessableEntity, "idempotency_key_reused", "This Idempotency-Key was used for another request.").ExecuteAsync(http);
        else if (known.Status == 0)
            await Problem.Of(StatusCodes.Status409Conflict, "request_in_progress", "The first request with this Idempotency-Key is still worked on.", retryAfter: TimeSpan.FromSeconds(1)).ExecuteAsync(http);
        else
            await answers.WriteAsync(http, known);
    }

    private async Task<byte[]> FingerprintAsync(HttpContext http)
    {
        // A form that is sent again has another boundary, of the same length.
        var type = http.Request.ContentType?.Split(';')[0];
        var head = $"{type}\n{http.Request.ContentLength}";
        if (http.Request.ContentLength is null or > LargestCompared || type == "multipart/form-data")
            return answers.RequestOf(head, []);
        http.Request.EnableBuffering(LargestCompared + 1);
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        http.Request.Body.Position = 0;
        return answers.RequestOf(head, body.ToArray());
    }

    private async Task KeepAsync(HttpContext http, byte[] key, Guid attempt)
    {
        var (sent, kept) = (http.Response.Body, new MemoryStream());
        http.Response.Body = kept;
        var done = false;
        try
        {
            await next(http);
            done = IsKept(http.Response.StatusCode) && kept.Length <= LargestKept;
        }
        finally
        {
            http.Response.Body = sent;
            if (done)
                await answers.KeepAsync(key, attempt, http.Response, kept.ToArray());
            else
                await answers.ForgetAsync(key, attempt);
        }
        await sent.WriteAsync(kept.GetBuffer().AsMemory(0, (int)kept.Length), http.RequestAborted);
    }

    // What was done, and what was decided. A request that could not be understood did nothing, and an outage may pass.
    private static bool IsKept(int status) =>
        status is < StatusCodes.Status400BadRequest or StatusCodes.Status403Forbidden or StatusCodes.Status404NotFound or StatusCodes.Status409Conflict;
}
