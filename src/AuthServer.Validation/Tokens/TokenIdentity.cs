namespace AuthServer.Validation.Tokens;

/// <summary>What a valid access token can be ended by.</summary>
/// <param name="Subject">The <c>sub</c>.</param>
/// <param name="TokenId">The <c>jti</c>.</param>
/// <param name="SessionId">The <c>sid</c>; null where no user signed in.</param>
/// <param name="AuthorizationVersion">The <c>authz_version</c>: what the user may do has been changed so often; null where no user signed in.</param>
public readonly record struct TokenIdentity(string Subject, string TokenId, string? SessionId, long? AuthorizationVersion = null);
