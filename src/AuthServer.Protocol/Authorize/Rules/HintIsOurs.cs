namespace AuthServer.Protocol.Authorize.Rules;

/// <summary>OIDC Core §3.1.2.2.</summary>
internal static class HintIsOurs
{
    public static OAuthError? Check(AuthorizeRequest request) =>
        request.IdTokenHint is not null && request.HintedSubject is null ? OAuthError.InvalidRequest("The id_token_hint is not an ID token of this server for this client.") : null;
}
