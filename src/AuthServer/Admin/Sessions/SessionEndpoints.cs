using AuthServer.Admin.Paging;
using AuthServer.Sessions;
using ServiceDefaults.Answers;

namespace AuthServer.Admin.Sessions;

/// <summary>The routes over sessions, one line each.</summary>
internal static class SessionEndpoints
{
    public static IServiceCollection AddSessionAdministration(this IServiceCollection services) => services.AddSingleton<AdministerSessions>();

    public static void MapSessions(this RouteGroupBuilder admin)
    {
        admin.MapGet("/sessions/", (AdministerSessions use, string? cursor, int? limit, CancellationToken cancel) => use.ListAsync(cursor, limit, cancel)).Gives<Page<SessionRow>>("Everybody's sessions that have not ended, newest first.").FailsWith(400, "validation_failed", "invalid_cursor", "invalid_request");
        admin.MapGet("/users/{id}/sessions/", (string id, AdministerSessions use, CancellationToken cancel) => use.OfUserAsync(id, cancel)).Gives<Items<SessionAnswer>>("A user's sessions, the one used last first.").FailsWith(404, "not_found");
        admin.MapDelete("/users/{id}/sessions/{sid}/", (string id, string sid, AdministerSessions use, HttpContext http) => use.EndAsync(id, sid, http)).Gives<object>("Ends a session and all its tokens.").FailsWith(404, "not_found");
    }
}
