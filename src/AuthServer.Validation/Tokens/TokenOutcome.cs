using System.Security.Claims;
using AuthServer.Validation.Bearer;

namespace AuthServer.Validation.Tokens;

/// <summary>A valid token's principal, or the refusal: exactly one of them.</summary>
public sealed class TokenOutcome
{
    private TokenOutcome(ClaimsPrincipal? principal, TokenRefusal? refusal) => (Principal, Refusal) = (principal, refusal);

    /// <summary>Whom the token speaks for.</summary>
    public ClaimsPrincipal? Principal { get; }

    /// <summary>Why it does not.</summary>
    public TokenRefusal? Refusal { get; }

    /// <summary>A valid token.</summary>
    public static implicit operator TokenOutcome(ClaimsPrincipal principal) => ToTokenOutcome(principal);

    /// <summary>A refused token.</summary>
    public static implicit operator TokenOutcome(TokenRefusal refusal) => ToTokenOutcome(refusal);

    /// <summary>A valid token.</summary>
    public static TokenOutcome ToTokenOutcome(ClaimsPrincipal principal) => new(principal, null);

    /// <summary>A refused token.</summary>
    public static TokenOutcome ToTokenOutcome(TokenRefusal refusal) => new(null, refusal);
}
