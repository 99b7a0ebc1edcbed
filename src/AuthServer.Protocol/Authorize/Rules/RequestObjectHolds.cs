namespace AuthServer.Protocol.Authorize.Rules;

/// <summary>RFC 9101 §6, OIDC Core §6 and §7.2.1: a request object is good, or demanded and there; what is not supported is refused by its own error.</summary>
internal static class RequestObjectHolds
{
    public static OAuthError? Check(AuthorizeRequest request)
    {
        if (request.RequestObjectFault is { } fault) return fault;
        if (request.Parameters[Names.RequestUri] is not null) return OAuthError.RequestUriNotSupported();
        return request.Parameters["registration"] is not null ? OAuthError.RegistrationNotSupported() : null;
    }
}
