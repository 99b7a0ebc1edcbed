using Microsoft.AspNetCore.Authorization;

namespace AuthServer.Validation.Scopes;

/// <summary>Grants what the token's <c>scope</c> claims hold.</summary>
internal sealed class ScopeHandler : AuthorizationHandler<ScopeRequirement>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, ScopeRequirement requirement)
    {
        if (context.User.HasClaim("scope", requirement.Scope))
            context.Succeed(requirement);
        return Task.CompletedTask;
    }
}
