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
public sealed class BrowserSessions(ITokenStore store, SessionStart starts, ISubjects subjects, IOptions<ProtocolOptions> options, TimeProvider time)
{
    /// <summary>The authentication scheme of the cookie.</summary>
    public const string Scheme = "session";

    private const string SidClaim = "sid";
    private const string TicketClaim = "ticket";
    private const int TicketBytes = 16;
    private static readonly TimeSpan UseResolution = TimeSpan.FromMinutes(5);

    /// <summary>The browser's session, or null where it has none, it has ended, or its user may not sign in.</summary>
    public async ValueTask<Session?> FindAsync(HttpContext http)
    {
        var now = time.GetUtcNow();
        if (await FindHeldAsync(http) is not { } session || session.LastUsedAt + options.Value.BrowserIdleLifetime <= now) return null;
        if (await subjects.FindAsync(session.Subject, http.RequestAborted) is null) return null;
        // Now and then is enough: not every page is worth a write.
        if (session.LastUsedAt + UseResolution <= now) await store.TouchSessionAsync(session.Id, now, http.RequestAborted);
        return session;
    }

    /// <summary>The live session that the browser's cookie is of, even where the browser was idle for too long to be signed in by it, or the user may not sign in: it can still be ended.</summary>
    public async ValueTask<Session?> FindHeldAsync(HttpContext http)
    {
        var ticket = await http.AuthenticateAsync(Scheme);
        if (!SessionId.TryParse(ticket.Principal?.FindFirst(SidClaim)?.Value, out var id) || !SessionId.TryParse(ticket.Principal?.FindFirst(TicketClaim)?.Value, out var cookieTicket)) return null;
        var session = await store.FindLiveSessionAsync(id, time.GetUtcNow(), http.RequestAborted);
        return session?.CookieTicket == cookieTicket ? session : null;
    }

    /// <summary>Signs the browser in with a fresh cookie. The same user's session goes on with a new <c>auth_time</c> and <c>acr</c>; another user's ends.</summary>
    /// <param name="http">The browser's request.</param>
    /// <param name="subject">Who has just proved who they are, as they were then.</param>
    /// <param name="amr">How (RFC 8176), joined by spaces.</param>
    /// <param name="deviceId">The row of the browser in the host's list of devices; null where it has none.</param>
    /// <returns>The session; null where the user's credentials changed meanwhile.</returns>
    public async Task<Session?> SignInAsync(HttpContext http, Subject subject, string amr, Guid? deviceId)
    {
        var cancel = http.RequestAborted;
        var now = time.GetUtcNow();
        var acr = AcrValues.Of(amr);
        var cookieTicket = new Guid(RandomNumberGenerator.GetBytes(TicketBytes));
        // Also the one that was idle for too long: left behind, it would live on, and no logout would reach its apps.
        var current = await FindHeldAsync(http);
        if (current is not null && await store.ReauthenticateAsync(current.Id, subject.Id, amr, acr, cookieTicket, now, cancel))
        {
            if (!await starts.KeepAsync(current.Id, subject)) return null;
            await SetCookieAsync(http, current.Id, cookieTicket, now);
            return current;
        }
        if (current is not null) await store.EndSessionAsync(current.Id, EndReason.AnotherUser, now);
        var caller = Caller.Of(http);
        var session = new Session
        {
            Subject = subject.Id,
            AuthTime = now,
            Amr = amr,
            Acr = acr,
            CreatedAt = now,
            LastUsedAt = now,
            ExpiresAt = now + options.Value.SessionLifetime,
            Address = caller.Address?.ToString(),
            UserAgent = caller.UserAgent,
            CookieTicket = cookieTicket,
            DeviceId = deviceId,
        };
        if (!await starts.BeginAsync(session, grant: null, subject, cancel)) return null;
        await SetCookieAsync(http, session.Id, cookieTicket, now);
        return session;
    }

    /// <summary>Ends the browser's session and removes the cookie.</summary>
    /// <returns>The session that ended; null where the browser had none.</returns>
    public async Task<Session?> SignOutAsync(HttpContext http)
    {
        var session = await FindHeldAsync(http);
        if (session is not null) await store.EndSessionAsync(session.Id, EndReason.Logout, time.GetUtcNow());
        await http.SignOutAsync(Scheme);
        return session;
    }

    private Task SetCookieAsync(HttpContext http, Guid sessionId, Guid cookieTicket, DateTimeOffset now) => http.SignInAsync(
        Scheme,
        new ClaimsPrincipal(new ClaimsIdentity([new Claim(SidClaim, SessionId.Format(sessionId)), new Claim(TicketClaim, SessionId.Format(cookieTicket))], Scheme)),
        new AuthenticationProperties { IssuedUtc = now, ExpiresUtc = now + options.Value.CookieLifetime, AllowRefresh = false });
}
