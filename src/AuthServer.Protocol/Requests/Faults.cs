using System.Data.Common;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AuthServer.Protocol.Requests;

/// <summary>The outermost edge of the JSON endpoints: what is thrown below is a bug or an outage, and the caller learns only which.</summary>
internal static class Faults
{
    public static async Task GuardAsync(HttpContext http, RequestDelegate handler)
    {
        try
        {
            await handler(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The caller has gone; there is nobody to answer.
        }
        catch (BadHttpRequestException e) when (!http.Response.HasStarted)
        {
            await OAuthResponse.WriteAsync(http, e.StatusCode == StatusCodes.Status413PayloadTooLarge ? OAuthError.TooLarge() : OAuthError.InvalidRequest("The request body is malformed."));
        }
        catch (Exception e) when (!http.Response.HasStarted)
        {
            http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(Faults)).LogError(e, "{Path} failed", http.Request.Path.Value);
            await OAuthResponse.WriteAsync(http, OAuthError.ServerError(e is DbException ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status500InternalServerError));
        }
    }
}
