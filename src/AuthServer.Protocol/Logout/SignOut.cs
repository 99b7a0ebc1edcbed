using AuthServer.Protocol.Requests;
using AuthServer.Protocol.Sessions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace AuthServer.Protocol.Logout;

/// <summary>The end of a logout, with or without a question before it.</summary>
public sealed class SignOut(BrowserSessions sessions, IOptions<ProtocolOptions> options)
{
    /// <summary>Ends the browser's session and sends the browser on: to the client that asked, or to the page that says it is done.</summary>
    public async Task FinishAsync(HttpContext http, PendingLogout? logout)
    {
        await sessions.SignOutAsync(http);
        if (logout?.Target is { } target) target.Redirect(http, logout.State is null ? [] : [(Names.State, logout.State)]);
        else LocalRedirect.SeeOther(http, options.Value.SignedOutPath);
    }
}
