using System.Globalization;
using System.Text;
using AuthServer.Validation.SecurityEvents;
using Jose;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace ResourceApi.Events;

/// <summary>Receives one security event token by push (RFC 8935): 202 once it is on disk, whatever was known before.</summary>
internal static class ReceiveEvent
{
    public const string MediaType = "application/secevent+jwt";

    public static async Task<Results<Accepted, JsonHttpResult<EventError>, StatusCodeHttpResult>> HandleAsync(
        HttpContext context, SecurityEventValidator validator, Refusals refusals, UserEvents users, CancellationToken cancellationToken)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (!MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type) || !type.MediaType.Equals(MediaType, StringComparison.OrdinalIgnoreCase))
            return Refused(context, "invalid_request", $"Send the token as {MediaType}.");
        var outcome = await validator.ValidateAsync(await ReadAsync(context.Request, cancellationToken), cancellationToken);
        if (outcome.RetryAfter is { } wait)
        {
            context.Response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
            return TypedResults.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }
        if (outcome.Event is not { } received)
            return Refused(context, outcome.Error!, outcome.Description!);
        if (RefusalEvents.Read(received) is not { } ended || !await users.TakeAsync(received, cancellationToken))
            return Refused(context, "invalid_request", "An event lacks a member that its type needs.");
        await refusals.AddAsync(ended, cancellationToken);
        return TypedResults.Accepted((string?)null);
    }

    // One character more than a token can have, so that a longer one is seen to be too long.
    private static async Task<string> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var buffer = new byte[StrictToken.MaxLength + 1];
        var length = await request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return Encoding.Latin1.GetString(buffer, 0, length);
    }

    private static JsonHttpResult<EventError> Refused(HttpContext context, string error, string description)
    {
        context.Response.Headers.ContentLanguage = "en";
        return TypedResults.Json(new EventError(error, description), statusCode: StatusCodes.Status400BadRequest);
    }
}
