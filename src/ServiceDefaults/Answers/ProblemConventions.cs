namespace ServiceDefaults.Answers;

/// <summary>Lets a route say in its OpenAPI description how it fails.</summary>
public static class ProblemConventions
{
    /// <summary>Documents that the route answers <paramref name="status"/> with one of <paramref name="codes"/>.</summary>
    public static TBuilder FailsWith<TBuilder>(this TBuilder builder, int status, params string[] codes)
        where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new ProducesResponseTypeMetadata(status, typeof(ProblemBody), ["application/problem+json"])
        {
            Description = "`code`: " + string.Join(", ", codes.Select(code => $"`{code}`")),
        });
}
