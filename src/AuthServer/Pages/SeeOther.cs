using Microsoft.AspNetCore.Mvc;

namespace AuthServer.Pages;

/// <summary>303 to an address of this server after a form was posted: a reload or the back button never posts it again (RFC 9700 §4.12).</summary>
internal sealed class SeeOther(string path) : IActionResult
{
    public Task ExecuteResultAsync(ActionContext context)
    {
        context.HttpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.HttpContext.Response.Headers.Location = path;
        return Task.CompletedTask;
    }
}
