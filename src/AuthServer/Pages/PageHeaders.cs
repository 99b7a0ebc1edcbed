namespace AuthServer.Pages;

/// <summary>The headers of pages.</summary>
internal static class PageHeaders
{
    /// <summary>Where the page's form may end up besides this server; set by pages whose answer redirects to a client (Chromium checks <c>form-action</c> along redirects).</summary>
    private const string FormTargetKey = "form-target";

    /// <summary>Whose pages the page may load in frames; set by the page that signs apps out.</summary>
    private const string FramesKey = "frames";

    public static Task SetAsync(HttpContext http, RequestDelegate next)
    {
        http.Response.OnStarting(() =>
        {
            if (http.Response.ContentType?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) is not true) return Task.CompletedTask;
            var headers = http.Response.Headers;
            // The form_post answer brings a policy of its own.
            if (headers.ContentSecurityPolicy.Count == 0) headers.ContentSecurityPolicy = Policy(http.Items[FormTargetKey] as string, http.Items[FramesKey] as string);
            headers.CacheControl = "no-store";
            return Task.CompletedTask;
        });
        return next(http);
    }

    /// <summary>Lets the page's form lead to a client.</summary>
    /// <param name="http">The page's request.</param>
    /// <param name="source">A source of CSP, from a checked redirect target.</param>
    public static void AllowFormTarget(HttpContext http, string source) => http.Items[FormTargetKey] = source;

    /// <summary>Lets the page load pages of these origins, and of no other, in frames.</summary>
    public static void AllowFrames(HttpContext http, IEnumerable<string> origins) => http.Items[FramesKey] = string.Join(' ', origins);

    private static string Policy(string? formTarget, string? frames) =>
        $"default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; {(frames is null ? "" : $"frame-src {frames}; ")}base-uri 'none'; form-action 'self'{(formTarget is null ? "" : " " + formTarget)}; frame-ancestors 'none'";
}
