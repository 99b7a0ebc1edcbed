using ServiceDefaults.Answers;
using ServiceDefaults.Bodies;

namespace AuthServer.Admin.ForApis;

/// <summary>The routes that APIs of the platform call rather than people, one line each.</summary>
internal static class ForApisEndpoints
{
    public static IServiceCollection AddForApis(this IServiceCollection services)
    {
        services.AddSingleton<SendNotice>();
        services.AddSingleton<ReplayEvents>();
        return services;
    }

    public static void MapForApis(this RouteGroupBuilder admin)
    {
        admin.MapPost("/notices/", (JsonBody<NoticeBody> body, SendNotice use, HttpContext http) => use.HandleAsync(body, http)).Produces<EnvelopeBody<object>>(202).WithSummary("Sends one of the platform's messages to a user, or to every administrator; the same id again sends nothing.").FailsWith(400, "validation_failed").FailsWith(404, "not_found");
        admin.MapPost("/events/replay/", (JsonBody<ReplayBody> body, ReplayEvents use, HttpContext http) => use.HandleAsync(body, http)).Produces<EnvelopeBody<object>>(202).WithSummary("Has a receiver of security events told once more of all that is kept, for one that lost its own memory. For the receiver's own client.").FailsWith(403, "not_your_receiver").FailsWith(404, "not_found");
    }
}
