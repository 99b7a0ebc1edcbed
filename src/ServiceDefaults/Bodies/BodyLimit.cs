using Microsoft.AspNetCore.Http.Features;

namespace ServiceDefaults.Bodies;

/// <summary>The server's own limit of a body, for a route that takes larger ones.</summary>
public static class BodyLimit
{
    /// <summary>Raises the limit of this request, if it is not higher already, so that <paramref name="bytes"/> can be read.</summary>
    public static void Raise(HttpContext context, long bytes)
    {
        ArgumentNullException.ThrowIfNull(context);
        // Twice as much is drained, so that the refusal of what is somewhat too large arrives instead of a reset connection.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit && limit.MaxRequestBodySize < 2 * bytes)
            limit.MaxRequestBodySize = 2 * bytes;
    }
}
