namespace AuthServer.Validation.Bearer;

/// <summary>Why a request gets no further, in the terms of RFC 6750 §3.1 and RFC 9470 §3.</summary>
/// <param name="Status">400, 401, 403 or 503.</param>
/// <param name="Code">The stable word for the answer's body.</param>
/// <param name="Detail">One sentence for people; tells nothing of what exactly was wrong with a token.</param>
public sealed record TokenRefusal(int Status, string Code, string Detail)
{
    /// <summary>401 without an error: RFC 6750 §3.1 wants none where no token was sent.</summary>
    public static readonly TokenRefusal MissingToken = new(StatusCodes.Status401Unauthorized, "missing_token", "An access token is needed.");

    /// <summary>401.</summary>
    public static readonly TokenRefusal InvalidToken = new(StatusCodes.Status401Unauthorized, "invalid_token", "The access token is not valid or has expired.") { Error = "invalid_token" };

    /// <summary>400: more than one token, or none where one was announced.</summary>
    public static readonly TokenRefusal InvalidRequest = new(StatusCodes.Status400BadRequest, "invalid_request", "Send exactly one Authorization header with one token.") { Error = "invalid_request" };

    /// <summary>403 for a reason other than scope.</summary>
    public static readonly TokenRefusal Forbidden = new(StatusCodes.Status403Forbidden, "forbidden", "This is not allowed with this access token.");

    /// <summary>403: a program's own token where a user's is needed.</summary>
    public static readonly TokenRefusal UserTokenRequired = new(StatusCodes.Status403Forbidden, "user_token_required", "This needs the access token of a signed-in user.");

    /// <summary>The <c>error</c> of the challenge; null leaves it out.</summary>
    public string? Error { get; init; }

    /// <summary>The scopes that are needed, separated by spaces.</summary>
    public string? Scope { get; init; }

    /// <summary>How old the sign-in may be; null where its age is not what is wrong.</summary>
    public TimeSpan? MaxAge { get; init; }

    /// <summary>The <c>acr</c> values of which one is needed, separated by spaces, the preferred one first.</summary>
    public string? AcrValues { get; init; }

    /// <summary>How long to wait before trying again.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>403: the token lacks <paramref name="scope"/>.</summary>
    public static TokenRefusal InsufficientScope(string scope) =>
        new(StatusCodes.Status403Forbidden, "insufficient_scope", "The access token lacks a scope that is needed here.") { Error = "insufficient_scope", Scope = scope };

    /// <summary>401: the user has to sign in again, as <paramref name="maxAge"/> and <paramref name="acrValues"/> say.</summary>
    public static TokenRefusal InsufficientUserAuthentication(TimeSpan? maxAge, string? acrValues) =>
        new(StatusCodes.Status401Unauthorized, "insufficient_user_authentication", $"Sign in again first: this needs a {(acrValues is null ? "newer" : maxAge is null ? "stronger" : "newer or stronger")} sign-in.")
        {
            Error = "insufficient_user_authentication", MaxAge = maxAge, AcrValues = acrValues,
        };

    /// <summary>503: the issuer's keys have never been read, so nothing can be said about any token.</summary>
    public static TokenRefusal KeysUnavailable(TimeSpan retryAfter) =>
        new(StatusCodes.Status503ServiceUnavailable, "issuer_unavailable", "Access tokens can't be checked at the moment.") { RetryAfter = retryAfter };
}
