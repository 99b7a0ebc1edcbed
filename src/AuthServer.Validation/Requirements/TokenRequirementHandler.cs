using Microsoft.AspNetCore.Authorization;

namespace AuthServer.Validation.Requirements;

/// <summary>Asks each requirement itself.</summary>
internal sealed class TokenRequirementHandler(TimeProvider clock) : AuthorizationHandler<ITokenRequirement>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, ITokenRequirement requirement)
    {
        if (requirement.Holds(context.User, clock.GetUtcNow()))
            context.Succeed(requirement);
        return Task.CompletedTask;
    }
}
