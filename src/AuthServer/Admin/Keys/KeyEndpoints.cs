using ServiceDefaults.Answers;
using ServiceDefaults.Bodies;

namespace AuthServer.Admin.Keys;

/// <summary>The routes over the signing keys, one line each.</summary>
internal static class KeyEndpoints
{
    public static IServiceCollection AddKeyAdministration(this IServiceCollection services) => services.AddSingleton<AdministerKeys>();

    public static void MapKeys(this RouteGroupBuilder admin)
    {
        admin.MapGet("/keys/", (AdministerKeys use, CancellationToken cancel) => use.ListAsync(cancel)).Gives<Items<KeyAnswer>>("The signing keys, newest first, without their private halves.");
        admin.MapPost("/keys/rotate/", (JsonBody<RotateBody> body, AdministerKeys use, HttpContext http) => use.RotateAsync(body, http)).Gives<Items<KeyAnswer>>("Publishes a successor of every signing key, which signs once every cache has it; with emergency it signs at once, and all others leave the key set.").FailsWith(400, "validation_failed");
    }
}
