using AuthServer.Protocol.Requests;

namespace AuthServer.Pages;

/// <summary>Refuses what no browser sends to a page, before the framework's form reader throws on it.</summary>
internal static class PageRequests
{
    public static Task CheckAsync(HttpContext http, RequestDelegate next)
    {
        var request = http.Request;
        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method) && !HttpMethods.IsPost(request.Method)) return RefuseMethod(http);
        if (HttpMethods.IsPost(request.Method) && !FormContent.IsUrlEncoded(request.ContentType)) return RefuseForm(http);
        return next(http);
    }

    private static Task RefuseMethod(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
        http.Response.Headers.Allow = "GET, HEAD, POST";
        // The error page is shown as to a GET.
        http.Request.Method = HttpMethods.Get;
        return Task.CompletedTask;
    }

    private static Task RefuseForm(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status400BadRequest;
        // Nothing may try to read this form any more, the error page included.
        http.Request.ContentType = null;
        http.Request.Method = HttpMethods.Get;
        return Task.CompletedTask;
    }
}
