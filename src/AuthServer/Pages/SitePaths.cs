namespace AuthServer.Pages;

/// <summary>Which addresses people open in a browser; all others are for programs.</summary>
internal static class SitePaths
{
    private static readonly PathString[] ForPrograms =
        ["/api", "/auth", "/connect/token", "/connect/introspect", "/connect/revocation", "/connect/userinfo", "/.well-known", "/health", "/openapi"];

    public static bool IsPage(PathString path) => !Array.Exists(ForPrograms, p => path.StartsWithSegments(p));
}
