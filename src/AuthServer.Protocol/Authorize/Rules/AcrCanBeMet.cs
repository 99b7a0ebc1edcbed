namespace AuthServer.Protocol.Authorize.Rules;

/// <summary>OpenID Connect Core Unmet Authentication Requirements 1.0: nobody is asked to sign in for what no sign-in here reaches.</summary>
internal static class AcrCanBeMet
{
    public static OAuthError? Check(AuthorizeRequest request) => request.Acr.CannotBeMet ? OAuthError.UnmetAuthenticationRequirements() : null;
}
