using Microsoft.AspNetCore.Http;

namespace AuthServer.Protocol.Authorize.Modes;

/// <summary><c>query</c>, the default of the response type <c>code</c> (OAuth 2.0 Multiple Response Types §2.1).</summary>
internal sealed class QueryMode : IResponseMode
{
    public string Name => "query";

    public Task WriteAsync(HttpContext http, RedirectTarget target, IReadOnlyList<(string Name, string Value)> members)
    {
        target.Redirect(http, members);
        return Task.CompletedTask;
    }
}
