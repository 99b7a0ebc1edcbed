namespace AuthServer.Protocol.Authorize.Rules;

/// <summary>OIDC Core §3.1.2.1.</summary>
internal static class PromptIsKnown
{
    public static OAuthError? Check(AuthorizeRequest request)
    {
        if (request.Prompt.Except(Prompts.All).Any()) return OAuthError.InvalidRequest("The prompt must be none, login, consent, select_account or create.");
        // Initiating User Registration §4.1: not beside a value that it contradicts.
        if (request.Has(Prompts.Create) && (request.Has(Prompts.Login) || request.Has(Prompts.SelectAccount))) return OAuthError.InvalidRequest("The prompt create does not go with login or select_account.");
        return request.Has(Prompts.None) && request.Prompt.Count > 1 ? OAuthError.InvalidRequest("The prompt none stands alone.") : null;
    }
}
