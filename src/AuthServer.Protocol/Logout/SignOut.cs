using AuthServer.Protocol.Requests;
using AuthServer.Protocol.Sessions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace AuthServer.Protocol.Logout;

/// <summary>The end of a logout, with or without a question before it.</summary>
public sealed class SignOut(BrowserSessions sessions, FrontChannelLogouts frontChannel, IOptions<ProtocolOptions> options)
{
    /// <summary>Ends the browser's session and sends the browser on: past the apps that want to hear in the browser, to the client that asked, or to the page that says it is done.</summary>
    public async Task FinishAsync(HttpContext http, PendingLogout? logout)
    {
        // Whatever becomes of the apps, the session here has ended by then.
        var ended = await sessions.SignOutAsync(http);
        if (ended is not null && await frontChannel.PageAsync(ended, logout, http.RequestAborted) is { } page) LocalRedirect.SeeOther(http, page);
        else if (logout?.Target is { } target) target.Redirect(http, FrontChannelLogouts.StateOf(logout.State));
        else LocalRedirect.SeeOther(http, options.Value.SignedOutPath);
    }
}
