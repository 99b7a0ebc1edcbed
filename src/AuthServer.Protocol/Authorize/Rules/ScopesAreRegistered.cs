namespace AuthServer.Protocol.Authorize.Rules;

/// <summary>RFC 6749 §3.3.</summary>
internal static class ScopesAreRegistered
{
    public static OAuthError? Check(AuthorizeRequest request)
    {
        if (request.Scopes is not { } scopes) return OAuthError.InvalidScope("The scope is malformed.");
        if (scopes.Count == 0) return OAuthError.InvalidScope("The scope is missing.");
        return scopes.IsSubsetOf(request.Client.Scopes) ? null : OAuthError.InvalidScope("A scope is not registered for this client.");
    }
}
