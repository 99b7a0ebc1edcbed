using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using ResourceApi.Verifications.Providers;
using ServiceDefaults.Answers;
using ServiceDefaults.Bodies;

namespace ResourceApi.Verifications.Webhooks;

/// <summary>POST a provider's event: the raw bytes are verified before anything is made of them. 200 means that it is on disk, or was before.</summary>
internal static class ReceiveWebhook
{
    private const int MostBytes = 256 * 1024;
    private const int MostDrained = 8 * 1024 * 1024;

    public static async Task<Results<Ok, JsonHttpResult<WebhookRefusal>>> HandleAsync(
        string provider, HttpContext http, IEnumerable<IKycProvider> providers, WebhookInbox inbox, CancellationToken cancellationToken)
    {
        http.Response.Headers.CacheControl = "no-store";
        if (providers.SingleOrDefault(one => one.Name == provider && one.IsConfigured) is not { } sender)
            return Refused(StatusCodes.Status404NotFound, WebhookRefusal.UnknownProvider);
        if (await ReadAsync(http.Request, cancellationToken) is not { } body)
            return Refused(StatusCodes.Status413PayloadTooLarge, WebhookRefusal.TooLarge);
        if (!sender.IsAuthentic(http.Request.Headers, body))
            return Refused(StatusCodes.Status401Unauthorized, WebhookRefusal.NotAuthentic);
        if (sender.Read(http.Request.Headers, body) is not { } received)
            return Refused(StatusCodes.Status400BadRequest, WebhookRefusal.NotFormed);
        await inbox.TakeAsync(sender.Name, received, Actor.Provider(sender.Name, http), cancellationToken);
        return TypedResults.Ok();
    }

    // Null where it is larger than any event.
    private static async Task<byte[]?> ReadAsync(HttpRequest request, CancellationToken cancel)
    {
        // What is beyond is drained, unread, so that the sender gets the refusal instead of a reset connection.
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = MostDrained;
        return request.ContentLength > MostBytes ? null : await BoundedReader.ReadAsync(request.Body, MostBytes, cancel);
    }

    private static JsonHttpResult<WebhookRefusal> Refused(int status, WebhookRefusal refusal) => TypedResults.Json(refusal, Json.Options, statusCode: status);
}
