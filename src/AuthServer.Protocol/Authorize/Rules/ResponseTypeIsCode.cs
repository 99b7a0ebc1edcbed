namespace AuthServer.Protocol.Authorize.Rules;

/// <summary>RFC 6749 §3.1.1, RFC 9700 §2.1.2: no token in the front channel.</summary>
internal static class ResponseTypeIsCode
{
    public static OAuthError? Check(AuthorizeRequest request) => request.Parameters["response_type"] switch
    {
        "code" => null,
        null => OAuthError.InvalidRequest("The response_type is missing."),
        _ => OAuthError.UnsupportedResponseType(),
    };
}
