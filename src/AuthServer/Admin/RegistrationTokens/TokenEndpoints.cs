using ServiceDefaults.Answers;
using ServiceDefaults.Bodies;

namespace AuthServer.Admin.RegistrationTokens;

/// <summary>The routes over initial access tokens, one line each.</summary>
internal static class TokenEndpoints
{
    public static IServiceCollection AddRegistrationTokens(this IServiceCollection services) => services.AddSingleton<AdministerTokens>();

    public static void MapRegistrationTokens(this RouteGroupBuilder admin)
    {
        admin.MapGet("/registration-tokens/", (AdministerTokens use, CancellationToken cancel) => use.ListAsync(cancel)).Gives<Items<TokenAnswer>>("The initial access tokens for registrations, newest first.");
        admin.MapPost("/registration-tokens/", (JsonBody<TokenBody> body, AdministerTokens use, HttpContext http) => use.CreateAsync(body, http)).Gives<TokenAnswer>("Makes an initial access token, which is in this answer and never again.", 201).FailsWith(400, "validation_failed");
        admin.MapDelete("/registration-tokens/{id}/", (string id, AdministerTokens use, HttpContext http) => use.DeleteAsync(id, http)).Gives<object>("Withdraws an initial access token; clients that were registered with it stay.").FailsWith(404, "not_found");
    }
}
