using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using ServiceDefaults.Answers;

namespace ServiceDefaults.Hosting;

/// <summary>Turns exceptions and bare error statuses into problems; outside the enveloped paths, exceptions into one fixed line of text.</summary>
internal static class Failures
{
    public static WebApplication UseFailures(this WebApplication app, Func<PathString, bool> enveloped)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = context => AnswerExceptionAsync(context, enveloped),
            // A malformed request is the client's affair, not an error of ours.
            SuppressDiagnosticsCallback = context => context.Exception is BadHttpRequestException,
        });
        app.UseWhen(
            context => enveloped(context.Request.Path),
            branch => branch.UseStatusCodePages(context => ForStatus(context.HttpContext.Response.StatusCode).ExecuteAsync(context.HttpContext)));
        return app;
    }

    private static Task AnswerExceptionAsync(HttpContext context, Func<PathString, bool> enveloped)
    {
        var failure = context.Features.GetRequiredFeature<IExceptionHandlerFeature>();
        var problem = ForStatus(failure.Error is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError);
        if (enveloped(failure.Path))
            return problem.ExecuteAsync(context);
        context.Response.StatusCode = problem.Status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync($"{problem.Detail} ({RequestId.Of(context)})\n", context.RequestAborted);
    }

    private static Problem ForStatus(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => Problem.Unauthorized("missing_token", "An access token is needed."),
        StatusCodes.Status403Forbidden => Problem.Forbidden("forbidden", "This is not allowed."),
        StatusCodes.Status404NotFound => Problem.NotFound(),
        StatusCodes.Status405MethodNotAllowed => Problem.Of(status, "method_not_allowed", "This address does not take that method."),
        StatusCodes.Status413PayloadTooLarge => Problem.Of(status, "payload_too_large", "The body is too large."),
        StatusCodes.Status415UnsupportedMediaType => Problem.Of(status, "unsupported_media_type", "The body's media type is not taken here."),
        StatusCodes.Status429TooManyRequests => Problem.Of(status, "too_many_requests", "Too many requests: wait before trying again."),
        StatusCodes.Status503ServiceUnavailable => Problem.Of(status, "unavailable", "This is not available at the moment."),
        >= 500 => Problem.Of(status, "internal_error", "Something went wrong on the server."),
        _ => Problem.Of(status, "invalid_request", "The request can't be understood."),
    };
}
