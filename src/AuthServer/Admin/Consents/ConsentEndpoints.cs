using AuthServer.Admin.Paging;
using ServiceDefaults.Answers;

namespace AuthServer.Admin.Consents;

/// <summary>The routes over consents, one line each.</summary>
internal static class ConsentEndpoints
{
    public static IServiceCollection AddConsentAdministration(this IServiceCollection services) => services.AddSingleton<AdministerConsents>();

    public static void MapConsents(this RouteGroupBuilder admin)
    {
        admin.MapGet("/consents/", (AdministerConsents use, string? user, string? client, string? cursor, int? limit, CancellationToken cancel) => use.ListAsync(user, client, cursor, limit, cancel)).Gives<Page<ConsentRow>>("What users allowed clients, perhaps only of one user or one client.").FailsWith(400, "validation_failed", "invalid_cursor", "invalid_request");
        admin.MapDelete("/consents/{id}/{clientId}/", (string id, string clientId, AdministerConsents use, HttpContext http) => use.WithdrawAsync(id, clientId, http)).Gives<object>("Takes back what a user allowed a client; its tokens end.").FailsWith(404, "not_found");
    }
}
