using AuthServer.Admin.Paging;
using ServiceDefaults.Answers;
using ServiceDefaults.Bodies;

namespace AuthServer.Admin.Clients;

/// <summary>The routes over clients, one line each.</summary>
internal static class ClientEndpoints
{
    public static IServiceCollection AddClientAdministration(this IServiceCollection services)
    {
        services.AddSingleton<ClientRules>();
        services.AddSingleton<ClientWrites>();
        services.AddSingleton<ReadClients>();
        services.AddSingleton<CreateClient>();
        services.AddSingleton<ChangeClient>();
        services.AddSingleton<DeleteClient>();
        services.AddSingleton<ChangeSecrets>();
        return services;
    }

    public static void MapClients(this RouteGroupBuilder admin)
    {
        var clients = admin.MapGroup("/clients");
        clients.MapGet("/", (ReadClients use, string? query, string? cursor, int? limit, CancellationToken cancel) => use.ListAsync(query, cursor, limit, cancel)).Gives<Page<ClientState>>("Clients in the order of their ids; query finds a part of an id or a name.").FailsWith(400, "validation_failed", "invalid_cursor", "invalid_request");
        clients.MapPost("/", (JsonBody<ClientSettings> body, CreateClient use, HttpContext http) => use.HandleAsync(body, http)).Gives<ClientState>("Registers a client. A confidential client's secret is in this answer and never again.", 201).FailsWith(400, "validation_failed", "read_only_field").FailsWith(403, "admin_role_needs_admin").FailsWith(409, "client_id_taken");
        clients.MapGet("/{clientId}/", (string clientId, ReadClients use, HttpContext http) => use.FindAsync(IdOf(clientId), http)).Gives<ClientState>("One client; the ETag is the version.").FailsWith(404, "not_found");
        clients.MapPut("/{clientId}/", (string clientId, JsonBody<ClientSettings> body, ChangeClient use, HttpContext http) => use.ReplaceAsync(IdOf(clientId), body, http)).Gives<ClientState>("Replaces a client; what is left out takes its default. It holds from the next request on.").Changes(400, "validation_failed", "read_only_field").FailsWith(403, "admin_role_needs_admin").FailsWith(409, "own_client");
        clients.MapPatch("/{clientId}/", (string clientId, MergePatch<ClientSettings> body, ChangeClient use, HttpContext http) => use.PatchAsync(IdOf(clientId), body, http)).Gives<ClientState>("Changes some members of a client (RFC 7396). It holds from the next request on.").Changes(400, "validation_failed", "read_only_field").FailsWith(403, "admin_role_needs_admin").FailsWith(409, "own_client");
        clients.MapDelete("/{clientId}/", (string clientId, DeleteClient use, HttpContext http) => use.HandleAsync(IdOf(clientId), http)).Gives<object>("Deletes a client with all its grants and what users allowed it.").Changes(400).FailsWith(409, "own_client");
        clients.MapPost("/{clientId}/secrets/", (string clientId, JsonBody<SecretBody> body, ChangeSecrets use, HttpContext http) => use.AddAsync(IdOf(clientId), body, http)).Gives<SecretMade>("Makes another secret, which is in this answer and never again; two live at most.", 201).Changes(400, "validation_failed").FailsWith(409, "too_many_secrets", "no_secret_method");
        clients.MapDelete("/{clientId}/secrets/{id}/", (string clientId, string id, ChangeSecrets use, HttpContext http) => use.RemoveAsync(IdOf(clientId), id, http)).Gives<object>("Removes a secret, which is refused from the next request on.").Changes(400);
    }

    // The server decodes a path but for its slashes, and ids that are addresses have those.
    private static string IdOf(string segment) => segment.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);

    private static RouteHandlerBuilder Changes(this RouteHandlerBuilder route, int status, params string[] codes) =>
        route.FailsWith(status, [.. codes, "invalid_if_match"]).FailsWith(404, "not_found").FailsWith(412, "precondition_failed");
}
