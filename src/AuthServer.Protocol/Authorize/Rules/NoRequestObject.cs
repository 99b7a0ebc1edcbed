namespace AuthServer.Protocol.Authorize.Rules;

/// <summary>OIDC Core §6 and §7.2.1: what is not supported is refused by its own error.</summary>
internal static class NoRequestObject
{
    public static OAuthError? Check(AuthorizeRequest request)
    {
        if (request.Parameters["request"] is not null) return OAuthError.RequestNotSupported();
        if (request.Parameters["request_uri"] is not null) return OAuthError.RequestUriNotSupported();
        return request.Parameters["registration"] is not null ? OAuthError.RegistrationNotSupported() : null;
    }
}
