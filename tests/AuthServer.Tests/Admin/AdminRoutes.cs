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
        .. Of("/scopes/", "GET", "POST"),
        .. Of("/scopes/{name}/", "GET", "PUT", "DELETE"),
        .. Of("/resources/", "GET", "POST"),
        .. Of("/resources/{name}/", "GET", "PUT", "DELETE"),
        .. Of("/users/", "GET", "POST"),
        .. Of("/users/{id}/", "GET", "PATCH", "DELETE"),
        .. Of("/users/{id}/disable/", "POST"),
        .. Of("/users/{id}/enable/", "POST"),
        .. Of("/users/{id}/unlock/", "POST"),
        .. Of("/users/{id}/force-reset/", "POST"),
        .. Of("/users/{id}/export/", "GET"),
        .. Of("/users/{id}/roles/", "PUT"),
        .. Of("/users/{id}/verification/", "PUT"),
        .. Of("/users/{id}/sessions/", "GET"),
        .. Of("/users/{id}/sessions/{sid}/", "DELETE"),
        .. Of("/sessions/", "GET"),
        .. Of("/consents/", "GET"),
        .. Of("/consents/{id}/{clientId}/", "DELETE"),
        .. Of("/keys/", "GET"),
        .. Of("/keys/rotate/", "POST"),
        .. Of("/audit/", "GET"),
        .. Of("/stats/", "GET"),
        .. Of("/registration-tokens/", "GET", "POST"),
        .. Of("/registration-tokens/{id}/", "DELETE"),
        .. Of("/notices/", "POST"),
        .. Of("/events/replay/", "POST"),
    ];

    /// <summary>The path of a pattern, to things that are not there.</summary>
    public static string PathOf(string pattern) => pattern.Replace("{clientId}", "none", StringComparison.Ordinal).Replace("{id}", "none", StringComparison.Ordinal).Replace("{sid}", "none", StringComparison.Ordinal).Replace("{name}", "none", StringComparison.Ordinal);

    private static IEnumerable<(string, string)> Of(string pattern, params string[] methods) => methods.Select(method => (method, Root + pattern));
}
