using Microsoft.AspNetCore.Authorization;

namespace AuthServer.Validation.Scopes;

/// <summary>The token must hold <paramref name="Scope"/>; also the endpoint's metadata that a 403 names.</summary>
public sealed record ScopeRequirement(string Scope) : IAuthorizationRequirement;
