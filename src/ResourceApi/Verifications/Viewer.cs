using System.Security.Claims;
using ResourceApi.People;

namespace ResourceApi.Verifications;

/// <summary>Who looks at verifications.</summary>
/// <param name="Subject">The token's <c>sub</c>.</param>
/// <param name="Session">The token's <c>sid</c>.</param>
/// <param name="IsReviewer">An admin with the scope to review; everybody else sees their own.</param>
internal sealed record Viewer(string Subject, string Session, bool IsReviewer)
{
    public static Viewer Of(ClaimsPrincipal user) => new(
        user.FindFirstValue("sub")!, user.FindFirstValue("sid")!, user.HasClaim("scope", VerificationScopes.Review) && user.HasClaim("roles", UserTypes.Admin));

    public IQueryable<Verification> Seen(IQueryable<Verification> all) => IsReviewer ? all : all.Where(verification => verification.UserId == Subject);
}
