namespace AuthServer.Protocol.Authorize.Rules;

/// <summary>OIDC Core §3.1.2.1.</summary>
internal static class MaxAgeIsANumber
{
    public static OAuthError? Check(AuthorizeRequest request) =>
        request.Parameters["max_age"] is not null && request.MaxAge is null ? OAuthError.InvalidRequest("The max_age must be a number of seconds.") : null;
}
