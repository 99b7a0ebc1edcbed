using AuthServer.Validation.Metadata;
using Microsoft.OpenApi;

namespace ResourceApi.Hosting;

/// <summary>Where clients learn who gives them tokens for this API.</summary>
internal static class ResourceEndpoints
{
    public static void MapResource(this IEndpointRouteBuilder app) => app.MapProtectedResource().WithTags("Discovery")
        .WithSummary("What this API is, whose tokens it takes, and which scopes its routes need")
        .WithDescription("Needs no token (RFC 9728). `WWW-Authenticate` of every refusal points here by `resource_metadata`.")
        .AddOpenApiOperationTransformer((operation, _, _) => NeedsNoToken(operation));

    private static Task NeedsNoToken(OpenApiOperation operation)
    {
        operation.Security = [];
        return Task.CompletedTask;
    }
}
