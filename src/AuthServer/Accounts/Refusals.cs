using AuthServer.Credentials;
using AuthServer.Protocol;
using AuthServer.Protocol.Tokens;
using ServiceDefaults.Answers;

namespace AuthServer.Accounts;

/// <summary>Tells a grant's refusal, and its tokens, in the words of the REST routes.</summary>
internal static class Refusals
{
    /// <summary>The refusal of a sign-in.</summary>
    public static Problem OfSignIn(OAuthError error) => error.Code switch
    {
        CredentialErrors.DeviceVerificationRequired => Problem.Forbidden(error.Code, "This device is new: send the code that went to the phone.", new { challenge_id = error.Extras[CredentialErrors.ChallengeId] }),
        "invalid_grant" when error.Extras.ContainsKey(CredentialErrors.Reason) => Problem.Forbidden(CredentialErrors.EmailNotVerified, "The e-mail address has to be verified first."),
        "invalid_grant" => Problem.Unauthorized("invalid_credentials", "The credentials are not valid."),
        _ when error.RetryAfter is { } wait => Problem.TooManyRequests(wait),
        _ => Problem.Of(error.Status, error.Code, error.Description),
    };

    /// <summary>The refusal of a refresh.</summary>
    public static Problem OfRefresh(OAuthError error) => error.Code == "invalid_grant"
        ? Problem.Unauthorized("invalid_refresh_token", "The refresh token is not valid: sign in again.")
        : Problem.Of(error.Status, error.Code, error.Description);

    /// <summary>The answer to a sign-in: who it is, with their tokens.</summary>
    public static IResult SignedIn(Result<TokenResponse> tokens, Profiles profiles)
    {
        if (tokens.Refused) return OfSignIn(tokens.Error);
        return profiles.Of(tokens.Value.Subject!) is { } profile
            ? Envelope.Ok(new SignedInAnswer(profile, TokensAnswer.Of(tokens.Value)), "Signed in")
            : OfSignIn(CredentialErrors.Wrong);
    }
}
