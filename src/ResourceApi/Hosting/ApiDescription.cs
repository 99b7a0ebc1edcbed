using Microsoft.OpenApi;
using ServiceDefaults.Answers;

namespace ResourceApi.Hosting;

/// <summary>The OpenAPI document and the index page, both for Development.</summary>
internal static class ApiDescription
{
    private const string Scheme = "bearer";

    public static void AddApiDescription(this IServiceCollection services) =>
        services.AddOpenApi(options => options
            .AddDocumentTransformer((document, _, _) => DescribeAsync(document))
            .NameCodes());

    public static void MapApiDescription(this IEndpointRouteBuilder app)
    {
        app.MapOpenApi().AllowAnonymous();
        app.MapGet("/", () => TypedResults.Ok(new { name = "AuthPlatform ResourceApi", openapi = "/openapi/v1.json", live = "/health/live", ready = "/health/ready" }))
            .AllowAnonymous()
            .ExcludeFromDescription();
    }

    private static Task DescribeAsync(OpenApiDocument document)
    {
        document.Info = new OpenApiInfo
        {
            Title = "AuthPlatform ResourceApi",
            Version = "v1",
            Description = "Profiles of the platform's users. Successes are enveloped (`message, data, time, statusCode`); failures are problem details, whose `code` is stable.",
        };
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal);
        document.Components.SecuritySchemes[Scheme] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            BearerFormat = "JWT",
            Description = "An access token of the platform for the resource `resource-api`.",
        };
        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, document)] = [] }];
        return Task.CompletedTask;
    }
}
