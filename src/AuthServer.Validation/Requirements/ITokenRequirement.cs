using System.Security.Claims;
using AuthServer.Validation.Bearer;
using Microsoft.AspNetCore.Authorization;

namespace AuthServer.Validation.Requirements;

/// <summary>Something that a valid token must also have; as an endpoint's metadata it explains the refusal.</summary>
public interface ITokenRequirement : IAuthorizationRequirement
{
    /// <summary>What is answered where it does not hold.</summary>
    TokenRefusal Refusal { get; }

    /// <summary>Whether the token's principal has it at the time <paramref name="now"/>.</summary>
    bool Holds(ClaimsPrincipal user, DateTimeOffset now);
}
