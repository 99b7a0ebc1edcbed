namespace AuthServer.Pages;

/// <summary>Which addresses people open in a browser; all others are for programs.</summary>
internal static class SitePaths
{
    private static readonly PathString[] Enveloped = ["/api", "/auth"];

    private static readonly PathString[] ForPrograms =
        [.. Enveloped, "/connect/token", "/connect/introspect", "/connect/revocation", "/connect/userinfo", "/connect/register", "/connect/deviceauthorization", "/.well-known", "/health", "/openapi"];

    public static bool IsPage(PathString path) => !IsBelow(path, ForPrograms);

    /// <summary>The REST routes, which answer in the envelope (DESIGN §8).</summary>
    public static bool IsEnveloped(PathString path) => IsBelow(path, Enveloped);

    private static bool IsBelow(PathString path, PathString[] roots) => Array.Exists(roots, root => path.StartsWithSegments(root, StringComparison.OrdinalIgnoreCase));
}
