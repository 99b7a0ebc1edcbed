using AuthServer.Accounts;
using AuthServer.Admin.Auditing;
using AuthServer.Admin.Clients;
using AuthServer.Admin.Consents;
using AuthServer.Admin.ForApis;
using AuthServer.Admin.Keys;
using AuthServer.Admin.Paging;
using AuthServer.Admin.RegistrationTokens;
using AuthServer.Admin.Scopes;
using AuthServer.Admin.Sessions;
using AuthServer.Admin.Statistics;
using AuthServer.Admin.Users;
using ServiceDefaults.Answers;

namespace AuthServer.Admin;

/// <summary>The admin API: its policy, and the table of routes of each of its folders.</summary>
internal static class AdminEndpoints
{
    public static IServiceCollection AddAdmin(this IServiceCollection services)
    {
        services.AddAuthorizationBuilder().AddPolicy(AdminRoute.Policy, policy => policy.AddAuthenticationSchemes(BearerHandler.Name).RequireAuthenticatedUser().RequireClaim(BearerHandler.AdminClaim));
        services.AddSingleton<Cursors>();
        services.AddSingleton<PageReader>();
        return services.AddClientAdministration().AddScopeAdministration().AddUserAdministration().AddSessionAdministration().AddConsentAdministration()
            .AddKeyAdministration().AddAuditing().AddStatistics().AddRegistrationTokens().AddForApis();
    }

    public static void MapAdmin(this IEndpointRouteBuilder app)
    {
        var admin = app.MapGroup("/api/v1/admin").WithTags("Administration").WithMetadata(new AdminRoute()).RequireAuthorization(AdminRoute.Policy)
            .FailsWith(401, "missing_token", "invalid_token").FailsWith(403, "insufficient_scope", "admin_only");
        admin.MapClients();
        admin.MapScopes();
        admin.MapUsers();
        admin.MapSessions();
        admin.MapConsents();
        admin.MapKeys();
        admin.MapAudit();
        admin.MapStats();
        admin.MapRegistrationTokens();
        admin.MapForApis();
    }
}
