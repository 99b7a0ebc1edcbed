namespace ResourceApi.Events;

/// <summary>Where the authorization server tells what has ended.</summary>
internal static class EventEndpoints
{
    public const string Path = "/events";

    public static void AddEvents(this IServiceCollection services)
    {
        services.AddSingleton<Refusals>();
        services.AddSingleton<AuthServer.Validation.Tokens.IEndedTokens>(provider => provider.GetRequiredService<Refusals>());
        services.AddHostedService<RefusalsStart>();
    }

    public static void MapEvents(this IEndpointRouteBuilder app) =>
        app.MapPost(Path, ReceiveEvent.HandleAsync)
            // RFC 8935 §2.1: the token's signature says who sends it.
            .AllowAnonymous()
            .WithSummary("Receives one security event token (RFC 8935)")
            .Accepts<string>(ReceiveEvent.MediaType)
            .Produces(StatusCodes.Status202Accepted)
            .Produces<EventError>(StatusCodes.Status400BadRequest)
            .Produces(StatusCodes.Status503ServiceUnavailable);
}
