namespace AuthServer.Admin.Statistics;

/// <summary>The route of the server's numbers.</summary>
internal static class StatsEndpoints
{
    public static IServiceCollection AddStatistics(this IServiceCollection services) => services.AddSingleton<ReadStats>();

    public static void MapStats(this RouteGroupBuilder admin) =>
        admin.MapGet("/stats/", (ReadStats use, CancellationToken cancel) => use.HandleAsync(cancel)).Gives<StatsAnswer>("The server in numbers: users, sessions, clients, sign-ins of the last seven days, what waits to be sent, the keys that sign.");
}
