namespace AuthServer.Tests.Admin;

/// <summary>Every route of the admin API. A new one has to be given a line here.</summary>
internal static class AdminRoutes
{
    private const string Root = "/api/v1/admin";

    public static IReadOnlyList<(string Method, string Pattern)> All { get; } =
    [
        .. Of("/clients/", "GET", "POST"),
        .. Of("/clients/{clientId}/", "GET", "PUT", "PATCH", "DELETE"),
        .. Of("/clients/{clientId}/secrets/", "POST"),
        .. Of("/clients/{clientId}/secrets/{id}/", "DELETE"),
        .. Of("/users/", "GET"),
        .. Of("/users/{id}/", "GET"),
        .. Of("/users/{id}/roles/", "PUT"),
        .. Of("/users/{id}/verification/", "PUT"),
        .. Of("/notices/", "POST"),
        .. Of("/events/replay/", "POST"),
    ];

    /// <summary>The path of a pattern, to things that are not there.</summary>
    public static string PathOf(string pattern) => pattern.Replace("{clientId}", "none", StringComparison.Ordinal).Replace("{id}", "none", StringComparison.Ordinal).Replace("{sid}", "none", StringComparison.Ordinal).Replace("{name}", "none", StringComparison.Ordinal);

    private static IEnumerable<(string, string)> Of(string pattern, params string[] methods) => methods.Select(method => (method, Root + pattern));
}
