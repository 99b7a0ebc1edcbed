using AuthServer.Protocol.Authorize.Rules;

namespace AuthServer.Protocol.Authorize;

/// <summary>Everything that an authorization request must keep, in this order; a refusal goes to the client's redirect URI. A rule is a file of its own and a line here.</summary>
internal static class AuthorizeRules
{
    private static readonly Func<AuthorizeRequest, OAuthError?>[] Rules =
    [
        NothingIsRepeated.Check,       // RFC 6749 §3.1
        RequestObjectHolds.Check,      // RFC 9101 §6, OIDC Core §6
        RequestIsBounded.Check,        // it travels in the address of the pages
        ResponseModeIsKnown.Check,     // OAuth 2.0 Multiple Response Types §2.1
        ResponseTypeIsCode.Check,      // RFC 6749 §3.1.1, RFC 9700 §2.1.2
        ClientMayUseCode.Check,        // RFC 6749 §4.1.2.1
        StateAndNonceAreBounded.Check, // RFC 6749 appendix A.5 sets no end; a URL has one
        ScopesAreRegistered.Check,     // RFC 6749 §3.3
        PkceIsS256.Check,              // RFC 7636 §4.3, RFC 9700 §2.1.1
        PromptIsKnown.Check,           // OIDC Core §3.1.2.1
        MaxAgeIsANumber.Check,         // OIDC Core §3.1.2.1
        HintIsOurs.Check,              // OIDC Core §3.1.2.2
        ResourcesAreReachable.Check,   // RFC 8707 §2
        ClaimsAreWellFormed.Check,     // OIDC Core §5.5
        AcrCanBeMet.Check,             // OIDC Core Unmet Authentication Requirements 1.0
    ];

    /// <summary>The first rule that the request breaks, or null.</summary>
    public static OAuthError? Check(AuthorizeRequest request)
    {
        foreach (var rule in Rules) if (rule(request) is { } error) return error;
        return null;
    }
}
