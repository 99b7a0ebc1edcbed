namespace AuthServer.Protocol.Authorize.Rules;

/// <summary>RFC 6749 §3.1: no parameter comes twice.</summary>
internal static class NothingIsRepeated
{
    public static OAuthError? Check(AuthorizeRequest request) =>
        request.Parameters.HasRepeats ? OAuthError.InvalidRequest("A parameter is repeated.") : null;
}
