namespace AuthServer.Protocol.Authorize.Rules;

/// <summary>RFC 6749 §4.1.2.1.</summary>
internal static class ClientMayUseCode
{
    public static OAuthError? Check(AuthorizeRequest request) =>
        request.Client.Allows(GrantTypes.AuthorizationCode) ? null : OAuthError.UnauthorizedClient("The client is not registered for the authorization_code grant.");
}
