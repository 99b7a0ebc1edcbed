using System.Globalization;
using Microsoft.AspNetCore.OpenApi;

namespace ServiceDefaults.Answers;

/// <summary>Lets a route say in its OpenAPI description how it fails.</summary>
public static class ProblemConventions
{
    /// <summary>Documents that the route answers <paramref name="status"/> with one of <paramref name="codes"/>, beside those that were said before.</summary>
    public static TBuilder FailsWith<TBuilder>(this TBuilder builder, int status, params string[] codes)
        where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new ProblemMetadata(status, codes));

    /// <summary>Writes the codes into the document: all of one status into its description, which the generator fills with the status in words.</summary>
    public static OpenApiOptions NameCodes(this OpenApiOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.AddOperationTransformer((operation, context, _) =>
        {
            foreach (var status in context.Description.ActionDescriptor.EndpointMetadata.OfType<ProblemMetadata>().GroupBy(problem => problem.StatusCode))
            {
                if (operation.Responses?.TryGetValue(status.Key.ToString(CultureInfo.InvariantCulture), out var response) == true)
                    response.Description = "`code`: " + string.Join(", ", status.SelectMany(problem => problem.Codes).Distinct().Select(code => $"`{code}`"));
            }
            return Task.CompletedTask;
        });
    }
}
