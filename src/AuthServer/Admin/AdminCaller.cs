using System.Security.Claims;
using AuthServer.Audit;

namespace AuthServer.Admin;

/// <summary>Who calls the admin API.</summary>
/// <param name="Actor">The user's <c>sub</c>, or the <c>client_id</c> of a program that acts for itself.</param>
/// <param name="User">The user's <c>sub</c>; null for a program.</param>
/// <param name="ClientId">The client.</param>
/// <param name="Origin">Where the request comes from.</param>
public sealed record AdminCaller(string Actor, string? User, string ClientId, Origin Origin)
{
    internal static AdminCaller Of(HttpContext http)
    {
        var subject = http.User.FindFirstValue("sub")!;
        return new AdminCaller(subject, http.User.HasClaim(claim => claim.Type == "sid") ? subject : null, http.User.FindFirstValue("client_id")!, Origin.Of(http));
    }
}
