using Microsoft.Net.Http.Headers;

namespace ServiceDefaults.Hosting;

/// <summary>Puts the security headers on every answer; what an endpoint or a page has set itself stays.</summary>
internal static class SecurityHeaders
{
    private const string ApiContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";

    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app, Func<PathString, bool> enveloped) =>
        app.Use((context, next) =>
        {
            var path = context.Request.Path;
            var id = RequestId.Of(context);
            // Set at the start of the answer: an exception handler clears what was set before it.
            context.Response.OnStarting(() =>
            {
                Set(context.Response, id, enveloped(path));
                return Task.CompletedTask;
            });
            return next(context);
        });

    private static void Set(HttpResponse response, string id, bool isEnveloped)
    {
        var headers = response.Headers;
        headers["X-Request-Id"] = id;
        headers.XContentTypeOptions = "nosniff";
        headers.TryAdd("Referrer-Policy", "no-referrer");
        headers.TryAdd(HeaderNames.XFrameOptions, "DENY");
        headers.TryAdd("Cross-Origin-Opener-Policy", "same-origin");
        if (isEnveloped)
            headers.TryAdd(HeaderNames.CacheControl, "no-store");
        // Pages need a policy of their own, which their host sets.
        if (response.ContentType?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) != true)
            headers.TryAdd(HeaderNames.ContentSecurityPolicy, ApiContentSecurityPolicy);
    }
}
