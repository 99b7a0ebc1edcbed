using System.Diagnostics;

namespace ServiceDefaults.Hosting;

/// <summary>The one identifier of a request in its answer, its problem body and its log lines.</summary>
public static class RequestId
{
    /// <summary>The W3C trace id (32 hex digits), or the server's own identifier where nothing traces.</summary>
    public static string Of(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier;
    }
}
