using AuthServer.Validation.Requirements;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace AuthServer.Validation.Metadata;

/// <summary>Where clients that know nothing but the API's address learn who gives them a token (RFC 9728 §3).</summary>
public static class MetadataEndpoints
{
    // RFC 9728 §3.2: as long as its neighbours, the issuer's metadata and keys.
    private const string Cache = "public, max-age=3600";

    private static readonly string[] BearerMethods = ["header"];

    /// <summary>
    /// Maps GET <c>/.well-known/oauth-protected-resource</c>, and the same with the identifier's path behind it where it has one, for everybody and every origin.
    /// Maps nothing where <see cref="PlatformTokenOptions.Resource"/> is not set.
    /// </summary>
    /// <exception cref="InvalidOperationException">The settings can't be worked with.</exception>
    public static RouteGroupBuilder MapProtectedResource(this IEndpointRouteBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);
        var routes = app.MapGroup(ProtectedResource.WellKnownPath).AllowAnonymous();
        if (app.ServiceProvider.GetRequiredService<IOptionsMonitor<PlatformTokenOptions>>().Get(PlatformTokens.Scheme).Resource is not { } resource)
            return routes;
        // At the root in any case: MCP clients that are told no address look there, too.
        foreach (var path in new[] { "", resource.Path }.Distinct(StringComparer.Ordinal))
        {
            routes.MapGet(path, Read);
            routes.MapMethods(path, [HttpMethods.Options], Allow).ExcludeFromDescription();
        }
        return routes;
    }

    private static Ok<ProtectedResourceMetadata> Read(HttpContext http, IOptionsMonitor<PlatformTokenOptions> options, EndpointDataSource endpoints)
    {
        var settings = options.Get(PlatformTokens.Scheme);
        var resource = settings.Resource!;
        http.Response.Headers.CacheControl = Cache;
        AllowAnyOrigin(http.Response);
        return TypedResults.Ok(new ProtectedResourceMetadata(
            resource.Identifier, [settings.Authority], resource.Scopes is { Count: > 0 } scopes ? scopes : ScopesOf(endpoints), BearerMethods, resource.Name, resource.Documentation));
    }

    // Clients in browsers send headers of their own along (MCP-Protocol-Version), for which a browser asks first.
    private static NoContent Allow(HttpContext http)
    {
        AllowAnyOrigin(http.Response);
        http.Response.Headers[HeaderNames.AccessControlAllowMethods] = HttpMethods.Get;
        http.Response.Headers[HeaderNames.AccessControlAllowHeaders] = "*";
        http.Response.Headers[HeaderNames.AccessControlMaxAge] = "3600";
        return TypedResults.NoContent();
    }

    // Public, the same for everybody, and no cookie is looked at. Without the middleware: an API may have no other use for it.
    private static void AllowAnyOrigin(HttpResponse response) => response.Headers[HeaderNames.AccessControlAllowOrigin] = "*";

    private static string[] ScopesOf(EndpointDataSource endpoints) =>
        [.. endpoints.Endpoints.SelectMany(endpoint => NeededOfToken.Of(endpoint).Scopes).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
