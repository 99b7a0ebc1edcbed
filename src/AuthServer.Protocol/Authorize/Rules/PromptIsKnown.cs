namespace AuthServer.Protocol.Authorize.Rules;

/// <summary>OIDC Core §3.1.2.1.</summary>
internal static class PromptIsKnown
{
    public static OAuthError? Check(AuthorizeRequest request)
    {
        if (request.Prompt.Except(Prompts.All).Any()) return OAuthError.InvalidRequest("The prompt must be none, login, consent or select_account.");
        return request.Has(Prompts.None) && request.Prompt.Count > 1 ? OAuthError.InvalidRequest("The prompt none stands alone.") : null;
    }
}
