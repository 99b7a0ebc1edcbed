using AuthServer.Protocol.Grants;

namespace AuthServer.Protocol.Authorize.Rules;

/// <summary>RFC 7636 §4.3, RFC 9700 §2.1.1.</summary>
internal static class PkceIsS256
{
    public static OAuthError? Check(AuthorizeRequest request)
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
}
