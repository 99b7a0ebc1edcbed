using System.Globalization;
using Microsoft.OpenApi;

namespace ResourceApi.Verifications.Webhooks;

/// <summary>Where providers send what they have found out.</summary>
internal static class WebhookEndpoints
{
    public const string Path = KycEndpoints.Path + "/webhook";

    private static readonly (int Status, WebhookRefusal Refusal)[] Refusals =
    [
        (StatusCodes.Status400BadRequest, WebhookRefusal.NotFormed),
        (StatusCodes.Status401Unauthorized, WebhookRefusal.NotAuthentic),
        (StatusCodes.Status404NotFound, WebhookRefusal.UnknownProvider),
        (StatusCodes.Status413PayloadTooLarge, WebhookRefusal.TooLarge),
    ];

    public static void MapWebhooks(this IEndpointRouteBuilder app)
    {
        var route = app.MapPost(Path + "/{provider}", ReceiveWebhook.HandleAsync)
            // The signature says who sends it.
            .AllowAnonymous()
            .WithTags("KYC")
            .WithSummary("Receives one event of an identity provider")
            .WithDescription("""
                `generic`: Standard Webhooks headers (`webhook-id`, `webhook-timestamp`, `webhook-signature: v1,…`), body
                `{ "type": "verification.updated", "data": { "verification_id", "status", "level"?, "reason"? } }`. `sumsub`: its own headers and bodies; `externalUserId` is the verification's id.
                200 also where the event came before, is of another type, or of a verification that is not known.
                """)
            .AddOpenApiOperationTransformer((operation, _, _) => Describe(operation));
        foreach (var (status, _) in Refusals)
            route.Produces<WebhookRefusal>(status);
    }

    private static Task Describe(OpenApiOperation operation)
    {
        operation.Security = [];
        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal) { ["application/json"] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.Object } } },
        };
        foreach (var (status, refusal) in Refusals)
            operation.Responses![status.ToString(CultureInfo.InvariantCulture)].Description = $"`code`: `{refusal.Code}`";
        return Task.CompletedTask;
    }
}
