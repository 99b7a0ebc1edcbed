using System.Security.Claims;
using AuthServer.Validation.Bearer;
using AuthServer.Validation.Requirements;

namespace ResourceApi.Verifications;

/// <summary>The token may submit verifications or review them: either is enough to look at those that its holder may see.</summary>
internal sealed record VerificationScopeRequirement : ITokenRequirement
{
    /// <summary>403 <c>insufficient_scope</c>; names the scope that anybody can have.</summary>
    public TokenRefusal Refusal => TokenRefusal.InsufficientScope(VerificationScopes.Submit);

    public bool Holds(ClaimsPrincipal user, DateTimeOffset now) => user.HasClaim("scope", VerificationScopes.Submit) || user.HasClaim("scope", VerificationScopes.Review);
}
