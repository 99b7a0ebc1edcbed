namespace AuthServer.Protocol.Subjects;

/// <summary>What a token says about a user besides their identifier.</summary>
/// <param name="Id">The subject identifier, ≤ 255 ASCII characters (OIDC Core §2), never reassigned.</param>
/// <param name="Roles">The user's roles; put into tokens where the <c>roles</c> scope was granted.</param>
/// <param name="AuthorizationVersion">Raised with every change of roles; resource APIs refuse tokens with an older one.</param>
public sealed record Subject(string Id, IReadOnlyList<string> Roles, long AuthorizationVersion);
