using System.Security.Claims;
using AuthServer.Validation.Bearer;

namespace AuthServer.Validation.Requirements;

/// <summary>The token was issued to a signed-in user, not to a program for itself: it has a <c>sid</c>.</summary>
public sealed record UserTokenRequirement : ITokenRequirement
{
    /// <summary>403 <c>user_token_required</c>.</summary>
    public TokenRefusal Refusal => TokenRefusal.UserTokenRequired;

    /// <summary>Whether there is a <c>sid</c>.</summary>
    public bool Holds(ClaimsPrincipal user, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(user);
        return user.HasClaim(claim => claim.Type == "sid");
    }
}
