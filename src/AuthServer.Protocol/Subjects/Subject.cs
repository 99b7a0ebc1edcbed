namespace AuthServer.Protocol.Subjects;

/// <summary>What a token says about a user besides their identifier.</summary>
/// <param name="Id">The subject identifier, ≤ 255 ASCII characters (OIDC Core §2), never reassigned.</param>
/// <param name="Roles">The user's roles; put into tokens where the <c>roles</c> scope was granted.</param>
/// <param name="AuthorizationVersion">Raised with every change of roles; resource APIs refuse tokens with an older one.</param>
/// <param name="SecurityStamp">Another one after every change of a credential: a sign-in that began before the change and ends after it is refused.</param>
/// <param name="Claims">What access tokens say besides, each where its scope was granted.</param>
public sealed record Subject(string Id, IReadOnlyList<string> Roles, long AuthorizationVersion, string SecurityStamp, params IReadOnlyList<TokenClaim> Claims);
