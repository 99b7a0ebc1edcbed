using Microsoft.AspNetCore.Authorization;

namespace AuthServer.Validation.Requirements;

/// <summary>Says on a route or a group what its tokens must have; several add up.</summary>
public static class TokenConventions
{
    /// <summary>Only tokens with <paramref name="scope"/>; others get 403 <c>insufficient_scope</c>.</summary>
    public static TBuilder RequireScope<TBuilder>(this TBuilder builder, string scope) where TBuilder : IEndpointConventionBuilder =>
        builder.RequireOfToken(new ScopeRequirement(scope));

    /// <summary>Only tokens whose <c>roles</c> hold <paramref name="role"/>; others get 403 <c>forbidden</c>.</summary>
    public static TBuilder RequireTokenRole<TBuilder>(this TBuilder builder, string role) where TBuilder : IEndpointConventionBuilder =>
        builder.RequireOfToken(new RoleRequirement(role));

    /// <summary>Only tokens of signed-in users; a client's own get 403 <c>user_token_required</c>.</summary>
    public static TBuilder RequireUserToken<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder =>
        builder.RequireOfToken(new UserTokenRequirement());

    /// <summary>Only tokens of a sign-in at most <paramref name="maxAge"/> ago, in whole seconds; others get 401 <c>insufficient_user_authentication</c> (RFC 9470).</summary>
    public static TBuilder RequireFreshSignIn<TBuilder>(this TBuilder builder, TimeSpan maxAge) where TBuilder : IEndpointConventionBuilder =>
        builder.RequireOfToken(new FreshSignInRequirement(maxAge));

    /// <summary>Only tokens whose <c>acr</c> is one of <paramref name="values"/>, the preferred one first; others get 401 <c>insufficient_user_authentication</c> (RFC 9470).</summary>
    public static TBuilder RequireAcr<TBuilder>(this TBuilder builder, params string[] values) where TBuilder : IEndpointConventionBuilder =>
        builder.RequireOfToken(new AcrRequirement(values));

    /// <summary>Any other requirement.</summary>
    public static TBuilder RequireOfToken<TBuilder>(this TBuilder builder, ITokenRequirement requirement) where TBuilder : IEndpointConventionBuilder =>
        builder
            .RequireAuthorization(new AuthorizationPolicyBuilder(PlatformTokens.Scheme).RequireAuthenticatedUser().AddRequirements(requirement).Build())
            .WithMetadata(requirement);
}
