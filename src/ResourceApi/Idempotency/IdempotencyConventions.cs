using Microsoft.OpenApi;
using ServiceDefaults.Answers;

namespace ResourceApi.Idempotency;

/// <summary>Has a route take an <c>Idempotency-Key</c> (draft-ietf-httpapi-idempotency-key-header).</summary>
internal static class IdempotencyConventions
{
    /// <summary>The header.</summary>
    public const string Header = "Idempotency-Key";

    public static RouteHandlerBuilder Idempotent(this RouteHandlerBuilder route) => route
        .WithMetadata(new IdempotentRoute())
        .FailsWith(StatusCodes.Status400BadRequest, "invalid_idempotency_key")
        .FailsWith(StatusCodes.Status409Conflict, "request_in_progress")
        .FailsWith(StatusCodes.Status429TooManyRequests, "too_many_requests")
        .FailsWith(StatusCodes.Status422UnprocessableEntity, "idempotency_key_reused")
        .AddOpenApiOperationTransformer((operation, _, _) =>
        {
            operation.Parameters ??= [];
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = Header,
                In = ParameterLocation.Header,
                Description = "1 to 255 visible ASCII characters, another for every new thing: the same request under the same key within a day gets the first one's answer, and is done once. Of forms and of bodies over 256 kB, type and length are compared.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1, MaxLength = 255 },
            });
            return Task.CompletedTask;
        });

    public static void UseIdempotency(this IApplicationBuilder app) => app.UseMiddleware<IdempotencyMiddleware>();
}
