namespace ServiceDefaults.Bodies;

/// <summary>Answers a refused body with its problem in place of the endpoint.</summary>
internal static class RefusedBody
{
    public static EndpointFilterDelegate Filter(EndpointFilterDelegate next) => context =>
    {
        foreach (var argument in context.Arguments)
        {
            if (argument is IJsonBody { Refusal: { } problem })
                return ValueTask.FromResult<object?>(problem);
        }
        return next(context);
    };
}
