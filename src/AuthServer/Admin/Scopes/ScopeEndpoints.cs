using AuthServer.Admin.Paging;
using ServiceDefaults.Answers;
using ServiceDefaults.Bodies;

namespace AuthServer.Admin.Scopes;

/// <summary>The routes over scopes and resources, one line each.</summary>
internal static class ScopeEndpoints
{
    public static IServiceCollection AddScopeAdministration(this IServiceCollection services)
    {
        services.AddSingleton<CatalogueWrites>();
        services.AddSingleton<AdministerScopes>();
        services.AddSingleton<AdministerResources>();
        return services;
    }

    public static void MapScopes(this RouteGroupBuilder admin)
    {
        admin.MapGet("/scopes/", (AdministerScopes use, string? cursor, int? limit, CancellationToken cancel) => use.ListAsync(cursor, limit, cancel)).Gives<Page<ScopeAnswer>>("The scopes in the order of their names.").FailsWith(400, "validation_failed", "invalid_cursor", "invalid_request");
        admin.MapPost("/scopes/", (JsonBody<ScopeBody> body, AdministerScopes use, HttpContext http) => use.CreateAsync(body, http)).Gives<ScopeAnswer>("Makes a scope.", 201).FailsWith(400, "validation_failed").FailsWith(409, "name_taken");
        admin.MapGet("/scopes/{name}/", (string name, AdministerScopes use, HttpContext http) => use.FindAsync(NameOf(name), http)).Gives<ScopeAnswer>("One scope; the ETag is the version.").FailsWith(404, "not_found");
        admin.MapPut("/scopes/{name}/", (string name, JsonBody<ScopeBody> body, AdministerScopes use, HttpContext http) => use.ReplaceAsync(NameOf(name), body, http)).Gives<ScopeAnswer>("Replaces the words of a scope.").Changes("validation_failed");
        admin.MapDelete("/scopes/{name}/", (string name, AdministerScopes use, HttpContext http) => use.DeleteAsync(NameOf(name), http)).Gives<object>("Deletes a scope that no client has.").Changes().FailsWith(409, "standard_scope", "in_use");
        admin.MapGet("/resources/", (AdministerResources use, string? cursor, int? limit, CancellationToken cancel) => use.ListAsync(cursor, limit, cancel)).Gives<Page<ResourceAnswer>>("The resources in the order of their names.").FailsWith(400, "validation_failed", "invalid_cursor", "invalid_request");
        admin.MapPost("/resources/", (JsonBody<ResourceBody> body, AdministerResources use, HttpContext http) => use.CreateAsync(body, http)).Gives<ResourceAnswer>("Makes a resource: an audience of access tokens.", 201).FailsWith(400, "validation_failed").FailsWith(409, "name_taken", "uri_taken");
        admin.MapGet("/resources/{name}/", (string name, AdministerResources use, HttpContext http) => use.FindAsync(name, http)).Gives<ResourceAnswer>("One resource; the ETag is the version.").FailsWith(404, "not_found");
        admin.MapPut("/resources/{name}/", (string name, JsonBody<ResourceBody> body, AdministerResources use, HttpContext http) => use.ReplaceAsync(name, body, http)).Gives<ResourceAnswer>("Replaces a resource; its name and scopes stay.").Changes("validation_failed").FailsWith(409, "uri_taken");
        admin.MapDelete("/resources/{name}/", (string name, AdministerResources use, HttpContext http) => use.DeleteAsync(name, http)).Gives<object>("Deletes a resource that has no scopes and no client.").Changes().FailsWith(409, "standard_resource", "in_use");
    }

    // A scope may be an address; the server decodes a path but for its slashes.
    private static string NameOf(string segment) => segment.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);

    private static RouteHandlerBuilder Changes(this RouteHandlerBuilder route, params string[] codes) =>
        route.FailsWith(400, [.. codes, "invalid_if_match"]).FailsWith(404, "not_found").FailsWith(412, "precondition_failed");
}
