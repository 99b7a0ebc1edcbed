namespace AuthServer.Protocol.Authorize.Rules;

/// <summary>OIDC Core §5.5.</summary>
internal static class ClaimsAreWellFormed
{
    public static OAuthError? Check(AuthorizeRequest request) =>
        request.Claims is null ? OAuthError.InvalidRequest("The claims parameter is not a JSON object of at most 2048 characters as OpenID Connect Core 5.5 describes it.") : null;
}
