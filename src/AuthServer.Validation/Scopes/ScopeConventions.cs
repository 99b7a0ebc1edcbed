using Microsoft.AspNetCore.Authorization;

namespace AuthServer.Validation.Scopes;

/// <summary>Says on a route what its tokens must hold.</summary>
public static class ScopeConventions
{
    /// <summary>Only valid tokens with <paramref name="scope"/>; others get 403 <c>insufficient_scope</c>.</summary>
    public static TBuilder RequireScope<TBuilder>(this TBuilder builder, string scope) where TBuilder : IEndpointConventionBuilder
    {
        var requirement = new ScopeRequirement(scope);
        return builder
            .RequireAuthorization(Policy().AddRequirements(requirement).Build())
            .WithMetadata(requirement);
    }

    /// <summary>Only valid tokens whose <c>roles</c> claim holds <paramref name="role"/>; others get 403 <c>forbidden</c>.</summary>
    public static TBuilder RequireTokenRole<TBuilder>(this TBuilder builder, string role) where TBuilder : IEndpointConventionBuilder =>
        builder.RequireAuthorization(Policy().RequireRole(role).Build());

    private static AuthorizationPolicyBuilder Policy() => new AuthorizationPolicyBuilder(PlatformTokens.Scheme).RequireAuthenticatedUser();
}
