using System.Text;
using AuthServer.Protocol.Grants;
using AuthServer.Protocol.Scopes;

namespace AuthServer.Protocol.Authorize;

/// <summary>Everything that an authorization request must keep; a refusal goes to the client's redirect URI.</summary>
internal sealed class AuthorizeRules(ScopeCatalogue scopes)
{
    private const int MaxStateBytes = 512;
    private const int MaxNonceBytes = 256;
    private const int MaxCharacters = 4096;

    /// <summary>The first rule that the request breaks, or null.</summary>
    public OAuthError? Check(AuthorizeRequest request)
    {
        foreach (var rule in Rules) if (rule(request) is { } error) return error;
        // RFC 8707 §2; the one rule that needs the catalogue.
        return scopes.Refuse(request.Parameters.Resources, request.Scopes!);
    }

    private static readonly Func<AuthorizeRequest, OAuthError?>[] Rules =
    [
        NothingIsRepeated,         // RFC 6749 §3.1
        RequestIsBounded,          // it travels in the address of the pages
        NoRequestObject,           // OIDC Core §6
        ResponseModeIsKnown,       // OAuth 2.0 Multiple Response Types §2.1
        ResponseTypeIsCode,        // RFC 6749 §3.1.1, RFC 9700 §2.1.2
        ClientMayUseCode,          // RFC 6749 §4.1.2.1
        StateAndNonceAreBounded,   // RFC 6749 appendix A.5 sets no end; a URL has one
        ScopesAreRegistered,       // RFC 6749 §3.3
        PkceIsS256,                // RFC 7636 §4.3, RFC 9700 §2.1.1
        PromptIsKnown,             // OIDC Core §3.1.2.1
        MaxAgeIsANumber,           // OIDC Core §3.1.2.1
        HintIsOurs,                // OIDC Core §3.1.2.2
    ];

    private static OAuthError? NothingIsRepeated(AuthorizeRequest request) =>
        request.Parameters.HasRepeats ? OAuthError.InvalidRequest("A parameter is repeated.") : null;

    private static OAuthError? RequestIsBounded(AuthorizeRequest request) =>
        request.Parameters.Values.Sum(p => p.Key.Length + p.Value.Length) + request.Parameters.Resources.Sum(r => Names.Resource.Length + r.Length) > MaxCharacters ? OAuthError.InvalidRequest("The request is longer than 4096 characters.") : null;

    private static OAuthError? NoRequestObject(AuthorizeRequest request)
    {
        if (request.Parameters["request"] is not null) return OAuthError.RequestNotSupported();
        if (request.Parameters["request_uri"] is not null) return OAuthError.RequestUriNotSupported();
        return request.Parameters["registration"] is not null ? OAuthError.RegistrationNotSupported() : null;
    }

    private static OAuthError? ResponseModeIsKnown(AuthorizeRequest request) =>
        request.Parameters["response_mode"] is { } mode && mode != request.ResponseMode ? OAuthError.InvalidRequest("The response_mode must be query or form_post.") : null;

    private static OAuthError? ResponseTypeIsCode(AuthorizeRequest request) => request.Parameters["response_type"] switch
    {
        "code" => null,
        null => OAuthError.InvalidRequest("The response_type is missing."),
        _ => OAuthError.UnsupportedResponseType(),
    };

    private static OAuthError? ClientMayUseCode(AuthorizeRequest request) =>
        request.Client.Allows(GrantTypes.AuthorizationCode) ? null : OAuthError.UnauthorizedClient("The client is not registered for the authorization_code grant.");

    private static OAuthError? StateAndNonceAreBounded(AuthorizeRequest request)
    {
        if (Encoding.UTF8.GetByteCount(request.State ?? "") > MaxStateBytes) return OAuthError.InvalidRequest("The state is longer than 512 bytes.");
        return Encoding.UTF8.GetByteCount(request.Nonce ?? "") > MaxNonceBytes ? OAuthError.InvalidRequest("The nonce is longer than 256 bytes.") : null;
    }

    private static OAuthError? ScopesAreRegistered(AuthorizeRequest request)
    {
        if (request.Scopes is not { } scopes) return OAuthError.InvalidScope("The scope is malformed.");
        if (scopes.Count == 0) return OAuthError.InvalidScope("The scope is missing.");
        return scopes.IsSubsetOf(request.Client.Scopes) ? null : OAuthError.InvalidScope("A scope is not registered for this client.");
    }

    private static OAuthError? PkceIsS256(AuthorizeRequest request)
    {
        var method = request.Parameters["code_challenge_method"];
        if (request.CodeChallenge is null)
        {
            if (method is not null) return OAuthError.InvalidRequest("The code_challenge is missing.");
            return request.Client.RequirePkce || request.Client.IsPublic ? OAuthError.InvalidRequest("A code_challenge with code_challenge_method S256 is required.") : null;
        }
        // RFC 7636 §4.3: without a method, plain is meant; it protects nothing.
        if (method != "S256") return OAuthError.InvalidRequest("The code_challenge_method must be S256.");
        return CodeVerifier.IsChallenge(request.CodeChallenge) ? null : OAuthError.InvalidRequest("The code_challenge must be the base64url of a SHA-256, 43 characters.");
    }

    private static OAuthError? PromptIsKnown(AuthorizeRequest request)
    {
        if (request.Prompt.Except(Prompts.All).Any()) return OAuthError.InvalidRequest("The prompt must be none, login, consent or select_account.");
        return request.Has(Prompts.None) && request.Prompt.Count > 1 ? OAuthError.InvalidRequest("The prompt none stands alone.") : null;
    }

    private static OAuthError? MaxAgeIsANumber(AuthorizeRequest request) =>
        request.Parameters["max_age"] is not null && request.MaxAge is null ? OAuthError.InvalidRequest("The max_age must be a number of seconds.") : null;

    private static OAuthError? HintIsOurs(AuthorizeRequest request) =>
        request.IdTokenHint is not null && request.HintedSubject is null ? OAuthError.InvalidRequest("The id_token_hint is not an ID token of this server for this client.") : null;
}
