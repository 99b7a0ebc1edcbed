using System.Security.Claims;
using System.Security.Cryptography;
using AuthServer.Protocol.Requests;
using AuthServer.Protocol.Storage;
using AuthServer.Protocol.Subjects;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace AuthServer.Protocol.Sessions;

/// <summary>The sessions of browsers: a cookie that names a row, and nothing else.</summary>
public sealed class BrowserSessions(ITokenStore store, ISubjects subjects, IOptions<ProtocolOptions> options, TimeProvider time)
{
    /// <summary>The authentication scheme of the cookie.</summary>
    public const string Scheme = "session";

    private const string SidClaim = "sid";
    private const string TicketClaim = "ticket";
    private const int TicketBytes = 16;

    /// <summary>The browser's session, or null where it has none, it has ended, or its user may not sign in.</summary>
    public async ValueTask<Session?> FindAsync(HttpContext http)
    {
        var ticket = await http.AuthenticateAsync(Scheme);
        if (!SessionId.TryParse(ticket.Principal?.FindFirst(SidClaim)?.Value, out var id) || !SessionId.TryParse(ticket.Principal?.FindFirst(TicketClaim)?.Value, out var cookieTicket)) return null;
        var session = await store.FindLiveSessionAsync(id, time.GetUtcNow(), http.RequestAborted);
        return session is not null && session.CookieTicket == cookieTicket && await subjects.FindAsync(session.Subject, http.RequestAborted) is not null ? session : null;
    }

    /// <summary>Signs the browser in with a fresh cookie. The same user's session goes on with a new <c>auth_time</c>; another user's ends.</summary>
    /// <param name="http">The browser's request.</param>
    /// <param name="subject">Who has just proved who they are.</param>
    /// <param name="amr">How (RFC 8176), joined by spaces.</param>
    public async Task SignInAsync(HttpContext http, string subject, string amr)
    {
        var cancel = http.RequestAborted;
        var now = time.GetUtcNow();
        var cookieTicket = new Guid(RandomNumberGenerator.GetBytes(TicketBytes));
        var current = await FindAsync(http);
        if (current is not null && await store.ReauthenticateAsync(current.Id, subject, amr, cookieTicket, now, cancel))
        {
            await SetCookieAsync(http, current.Id, cookieTicket, now);
            return;
        }
        if (current is not null) await store.EndSessionAsync(current.Id, now, cancel);
        var caller = Caller.Of(http);
        var session = new Session
        {
            Subject = subject,
            AuthTime = now,
            Amr = amr,
            Acr = AcrValues.SingleFactor,
            CreatedAt = now,
            ExpiresAt = now + options.Value.SessionLifetime,
            Address = caller.Address?.ToString(),
            UserAgent = caller.UserAgent,
            CookieTicket = cookieTicket,
        };
        await store.SignInAsync(session, grant: null, cancel);
        await SetCookieAsync(http, session.Id, cookieTicket, now);
    }

    /// <summary>Ends the browser's session and removes the cookie.</summary>
    public async Task SignOutAsync(HttpContext http)
    {
        if (await FindAsync(http) is { } session) await store.EndSessionAsync(session.Id, time.GetUtcNow(), http.RequestAborted);
        await http.SignOutAsync(Scheme);
    }

    private Task SetCookieAsync(HttpContext http, Guid sessionId, Guid cookieTicket, DateTimeOffset now) => http.SignInAsync(
        Scheme,
        new ClaimsPrincipal(new ClaimsIdentity([new Claim(SidClaim, SessionId.Format(sessionId)), new Claim(TicketClaim, SessionId.Format(cookieTicket))], Scheme)),
        new AuthenticationProperties { IssuedUtc = now, ExpiresUtc = now + options.Value.CookieLifetime, AllowRefresh = false });
}
