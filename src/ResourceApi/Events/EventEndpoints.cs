using ResourceApi.People;
using AuthServer.Validation.Tokens;
using Microsoft.OpenApi;

namespace ResourceApi.Events;

/// <summary>Where the authorization server tells what has ended.</summary>
internal static class EventEndpoints
{
    public const string Path = "/events";

    public static void AddEvents(this IServiceCollection services)
    {
        services.AddSingleton<Refusals>();
        services.AddSingleton<IEndedTokens>(provider => provider.GetRequiredService<Refusals>());
        services.AddSingleton<OldTokens>();
        services.AddSingleton<IEndedTokens>(provider => provider.GetRequiredService<OldTokens>());
        services.AddSingleton<KnownPeople>();
        services.AddSingleton<UserEvents>();
        services.AddHostedService<RefusalsStart>();
    }

    public static void MapEvents(this IEndpointRouteBuilder app) =>
        app.MapPost(Path, ReceiveEvent.HandleAsync)
            // RFC 8935 §2.1: the token's signature says who sends it.
            .AllowAnonymous()
            .WithSummary("Receives one security event token (RFC 8935)")
            .WithTags("Events")
            // Not Accepts(): routing would answer 415, where RFC 8935 §2.3 has 400.
            .AddOpenApiOperationTransformer((operation, _, _) => Describe(operation))
            .Produces(StatusCodes.Status202Accepted)
            .Produces<EventError>(StatusCodes.Status400BadRequest)
            .Produces(StatusCodes.Status503ServiceUnavailable);

    private static Task Describe(OpenApiOperation operation)
    {
        operation.Security = [];
        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
            {
                [ReceiveEvent.MediaType] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.String } },
            },
        };
        return Task.CompletedTask;
    }
}
