using System.Security.Claims;
using AuthServer.Validation.Bearer;

namespace AuthServer.Validation.Requirements;

/// <summary>The token holds <paramref name="Scope"/>.</summary>
public sealed record ScopeRequirement(string Scope) : ITokenRequirement
{
    /// <summary>403 <c>insufficient_scope</c>.</summary>
    public TokenRefusal Refusal => TokenRefusal.InsufficientScope(Scope);

    /// <summary>Compares scope by scope, with case (RFC 6749 §3.3).</summary>
    public bool Holds(ClaimsPrincipal user, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(user);
        return user.HasClaim("scope", Scope);
    }
}
