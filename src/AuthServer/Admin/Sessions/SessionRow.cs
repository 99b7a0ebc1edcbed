using AuthServer.Protocol.Sessions;

namespace AuthServer.Admin.Sessions;

/// <summary>A session in the list of everybody's.</summary>
/// <param name="Id">The <c>sid</c>.</param>
/// <param name="UserId">The user.</param>
/// <param name="Kind"><c>app</c> or <c>browser</c>.</param>
/// <param name="Ip">The address it began from.</param>
/// <param name="UserAgent">The User-Agent it began with.</param>
/// <param name="Amr">How the user signed in (RFC 8176).</param>
/// <param name="Acr">How sure the sign-in is.</param>
/// <param name="CreatedAt">When it began, UTC.</param>
/// <param name="ExpiresAt">When it ends by itself at the latest, UTC.</param>
internal sealed record SessionRow(string Id, string UserId, string Kind, string? Ip, string? UserAgent, IReadOnlyList<string> Amr, string Acr, DateTime CreatedAt, DateTime ExpiresAt)
{
    public static SessionRow Of(Session s) =>
        new(s.Sid, s.Subject, s.CookieTicket is null ? "app" : "browser", s.Address, s.UserAgent, s.Amr.Split(' '), s.Acr, s.CreatedAt.UtcDateTime, s.ExpiresAt.UtcDateTime);
}
