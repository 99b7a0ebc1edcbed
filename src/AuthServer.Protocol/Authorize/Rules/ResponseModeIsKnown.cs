namespace AuthServer.Protocol.Authorize.Rules;

/// <summary>OAuth 2.0 Multiple Response Types §2.1.</summary>
internal static class ResponseModeIsKnown
{
    public static OAuthError? Check(AuthorizeRequest request) =>
        request.Parameters["response_mode"] is { } mode && mode != request.Mode.Name ? OAuthError.InvalidRequest("The response_mode is not one of response_modes_supported in the discovery document.") : null;
}
