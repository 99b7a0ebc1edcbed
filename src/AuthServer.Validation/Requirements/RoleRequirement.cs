using System.Security.Claims;
using AuthServer.Validation.Bearer;

namespace AuthServer.Validation.Requirements;

/// <summary>The token's <c>roles</c> hold <paramref name="Role"/>.</summary>
public sealed record RoleRequirement(string Role) : ITokenRequirement
{
    /// <summary>403 <c>forbidden</c>.</summary>
    public TokenRefusal Refusal => TokenRefusal.Forbidden;

    /// <summary>Compares with case.</summary>
    public bool Holds(ClaimsPrincipal user, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(user);
        return user.HasClaim("roles", Role);
    }
}
