using AuthServer.Admin.Paging;
using ServiceDefaults.Answers;

namespace AuthServer.Admin.Auditing;

/// <summary>The route of the audit.</summary>
internal static class AuditEndpoints
{
    public static IServiceCollection AddAuditing(this IServiceCollection services) => services.AddSingleton<ReadAudit>();

    public static void MapAudit(this RouteGroupBuilder admin) =>
        admin.MapGet("/audit/", ([AsParameters] AuditFilter filter, ReadAudit use, string? format, string? cursor, int? limit, HttpContext http) => use.HandleAsync(filter, format, cursor, limit, http)).Gives<Page<AuditRow>>("What happened, newest first; format=csv gives all that fits the filters as a file.").FailsWith(400, "validation_failed", "invalid_cursor", "invalid_request");
}
