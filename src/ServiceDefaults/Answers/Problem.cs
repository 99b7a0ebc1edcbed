using System.Collections.ObjectModel;
using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using ServiceDefaults.Hosting;

namespace ServiceDefaults.Answers;

/// <summary>A failed REST answer: a status, a stable code, a sentence, and the fields at fault.</summary>
public sealed class Problem : IResult, IStatusCodeHttpResult, IContentTypeHttpResult
{
    private static readonly ReadOnlyDictionary<string, string[]> NoErrors = ReadOnlyDictionary<string, string[]>.Empty;

    private Problem(int status, string code, string detail) => (Status, Code, Detail) = (status, code, detail);

    /// <summary>The HTTP status, 400–599.</summary>
    public int Status { get; }

    /// <summary>The stable snake_case word that clients branch on.</summary>
    public string Code { get; }

    /// <summary>One sentence for people; never text of an exception.</summary>
    public string Detail { get; }

    /// <summary>What is wrong, by field.</summary>
    public IReadOnlyDictionary<string, string[]> Errors { get; private init; } = NoErrors;

    /// <summary>The envelope's <c>data</c>: null unless the route's contract says otherwise.</summary>
    public object? Data { get; private init; }

    /// <summary>How long to wait before asking again, for the <c>Retry-After</c> header.</summary>
    public TimeSpan? RetryAfter { get; private init; }

    int? IStatusCodeHttpResult.StatusCode => Status;

    string? IContentTypeHttpResult.ContentType => "application/problem+json";

    /// <summary>Any failure; the named factories below say the common ones.</summary>
    public static Problem Of(
        int status, string code, string detail,
        IReadOnlyDictionary<string, string[]>? errors = null, object? data = null, TimeSpan? retryAfter = null) =>
        new(status, code, detail) { Errors = errors ?? NoErrors, Data = data, RetryAfter = retryAfter };

    /// <summary>400 <paramref name="code"/>.</summary>
    public static Problem BadRequest(string code, string detail, IReadOnlyDictionary<string, string[]>? errors = null, object? data = null) =>
        Of(StatusCodes.Status400BadRequest, code, detail, errors, data);

    /// <summary>400 <c>validation_failed</c> with what is wrong by field.</summary>
    public static Problem Invalid(FieldErrors errors)
    {
        ArgumentNullException.ThrowIfNull(errors);
        return BadRequest("validation_failed", "Some fields are not valid.", errors.ToDictionary());
    }

    /// <summary>401 <paramref name="code"/>.</summary>
    public static Problem Unauthorized(string code, string detail, object? data = null) =>
        Of(StatusCodes.Status401Unauthorized, code, detail, data: data);

    /// <summary>403 <paramref name="code"/>.</summary>
    public static Problem Forbidden(string code, string detail, object? data = null) =>
        Of(StatusCodes.Status403Forbidden, code, detail, data: data);

    /// <summary>404 <paramref name="code"/>.</summary>
    public static Problem NotFound(string detail = "Nothing is here.", string code = "not_found") =>
        Of(StatusCodes.Status404NotFound, code, detail);

    /// <summary>409 <paramref name="code"/>.</summary>
    public static Problem Conflict(string code, string detail, IReadOnlyDictionary<string, string[]>? errors = null, object? data = null) =>
        Of(StatusCodes.Status409Conflict, code, detail, errors, data);

    /// <summary>412 <c>precondition_failed</c>: the thing has changed since the caller read it.</summary>
    public static Problem PreconditionFailed(string detail = "This has changed since it was read: read it again.") =>
        Of(StatusCodes.Status412PreconditionFailed, "precondition_failed", detail);

    /// <summary>429 <paramref name="code"/> with <c>Retry-After</c>.</summary>
    public static Problem TooManyRequests(TimeSpan retryAfter, string code = "too_many_requests", string detail = "Too many requests: wait before trying again.", object? data = null) =>
        Of(StatusCodes.Status429TooManyRequests, code, detail, data: data, retryAfter: retryAfter);

    /// <summary>503 <paramref name="code"/> with <c>Retry-After</c>.</summary>
    public static Problem Unavailable(string code, string detail, TimeSpan retryAfter) =>
        Of(StatusCodes.Status503ServiceUnavailable, code, detail, retryAfter: retryAfter);

    /// <summary>Writes the problem, with <c>Retry-After</c> in whole seconds where one is set.</summary>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        var response = httpContext.Response;
        response.StatusCode = Status;
        if (RetryAfter is { } wait)
            response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        var now = httpContext.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
        var body = new ProblemBody(
            "urn:authplatform:problem:" + Code, ReasonPhrases.GetReasonPhrase(Status), Status, Detail, Code, Errors,
            RequestId.Of(httpContext), Detail, Data, now, Status);
        return response.WriteAsJsonAsync(body, Json.Options, "application/problem+json", httpContext.RequestAborted);
    }
}
