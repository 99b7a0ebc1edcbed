using Microsoft.AspNetCore.Http;

namespace AuthServer.Protocol;

/// <summary>A refusal in the words of the specifications: an error code, a description for developers, and its HTTP status.</summary>
/// <param name="Code">The registered code, such as <c>invalid_grant</c>.</param>
/// <param name="Description">A fixed sentence in the characters of RFC 6749 §5.2; never holds the caller's input.</param>
/// <param name="Status">The status on endpoints that answer with JSON.</param>
public sealed record OAuthError(string Code, string Description, int Status = StatusCodes.Status400BadRequest)
{
    /// <summary>Members beside <c>error</c> and <c>error_description</c> that a grant adds, such as <c>challenge_id</c>.</summary>
    public IReadOnlyDictionary<string, string> Extras { get; init; } = new Dictionary<string, string>();

    /// <summary>How long to wait before trying again; sent as <c>Retry-After</c>.</summary>
    public TimeSpan? RetryAfter { get; init; }

    // RFC 6749 §4.1.2.1 and §5.2
    /// <summary>RFC 6749 §5.2: a parameter is missing, repeated, malformed or not allowed here.</summary>
    public static OAuthError InvalidRequest(string description) => new("invalid_request", description);

    /// <summary>RFC 6749 §5.2: the client is unknown or did not authenticate. The only error with status 401.</summary>
    public static OAuthError InvalidClient() => new("invalid_client", "Client authentication failed.", StatusCodes.Status401Unauthorized);

    /// <summary>RFC 6749 §5.2: the code, refresh token or credential is wrong, expired, revoked or another client's.</summary>
    public static OAuthError InvalidGrant(string description) => new("invalid_grant", description);

    /// <summary>RFC 6749 §5.2: the client is not registered for what it asks.</summary>
    public static OAuthError UnauthorizedClient(string description) => new("unauthorized_client", description);

    /// <summary>RFC 6749 §5.2: no grant of this type is registered on this server.</summary>
    public static OAuthError UnsupportedGrantType() => new("unsupported_grant_type", "The grant_type is not supported; see grant_types_supported in the discovery document.");

    /// <summary>RFC 6749 §4.1.2.1: the response type is not one this server issues.</summary>
    public static OAuthError UnsupportedResponseType() => new("unsupported_response_type", "The only response_type is code.");

    /// <summary>RFC 6749 §5.2: a scope is unknown, malformed or not registered for the client.</summary>
    public static OAuthError InvalidScope(string description) => new("invalid_scope", description);

    /// <summary>RFC 6749 §4.1.2.1: the user or the server said no.</summary>
    public static OAuthError AccessDenied() => new("access_denied", "The user did not allow the request.");

    /// <summary>RFC 6749 §4.1.2.1: a bug or an outage; details are in the server's log only.</summary>
    public static OAuthError ServerError(int status) => new("server_error", "The server could not complete the request; try again later.", status)
    {
        RetryAfter = status == StatusCodes.Status503ServiceUnavailable ? TimeSpan.FromSeconds(5) : null,
    };

    /// <summary>Too many requests of this kind (RFC 6585 §4); the word is that of RFC 8628 §3.5.</summary>
    public static OAuthError SlowDown(TimeSpan wait) => new("slow_down", "Too many attempts; wait before trying again.", StatusCodes.Status429TooManyRequests) { RetryAfter = wait };

    /// <summary>A body over the size limit (RFC 9110 §15.5.14), told as <c>invalid_request</c>.</summary>
    public static OAuthError TooLarge() => new("invalid_request", "The request body is larger than 64 kB.", StatusCodes.Status413PayloadTooLarge);

    // RFC 8628 §3.5

    /// <summary>RFC 8628 §3.5: the user has not decided yet; the device asks again.</summary>
    public static OAuthError AuthorizationPending() => new("authorization_pending", "The user has not decided yet; ask again after the interval.");

    /// <summary>RFC 8628 §3.5: as above, and the device asks too often.</summary>
    public static OAuthError PollSlower() => new("slow_down", "The user has not decided yet; wait 5 seconds longer between two requests from now on.");

    /// <summary>RFC 8628 §3.5: the device code is over; the device begins anew.</summary>
    public static OAuthError ExpiredToken() => new("expired_token", "The device code has expired; begin again.");

    // OpenID Connect Core §3.1.2.6
    /// <summary>OIDC Core §3.1.2.6: the user must sign in, and prompt=none forbids it.</summary>
    public static OAuthError LoginRequired() => new("login_required", "The user has to sign in.");

    /// <summary>OIDC Core §3.1.2.6: the user must consent, and prompt=none forbids it.</summary>
    public static OAuthError ConsentRequired() => new("consent_required", "The user has to consent.");

    /// <summary>RFC 9101 §6.1: the request object is malformed, not signed by the client, not for this server, or out of its time.</summary>
    public static OAuthError InvalidRequestObject() => new("invalid_request_object", "The request object is not a valid one of this client.");

    /// <summary>OpenID Connect Core Unmet Authentication Requirements 1.0: the sign-in did not reach what is essential to the client.</summary>
    public static OAuthError UnmetAuthenticationRequirements() => new("unmet_authentication_requirements", "The sign-in did not reach an acr that the client requires.");

    /// <summary>OIDC Core §6.3: request objects by reference are not supported.</summary>
    public static OAuthError RequestUriNotSupported() => new("request_uri_not_supported", "The request_uri parameter is not supported.");

    /// <summary>OIDC Core §7.2.1: the registration parameter is not supported.</summary>
    public static OAuthError RegistrationNotSupported() => new("registration_not_supported", "The registration parameter is not supported.");

    /// <summary>RFC 8707 §2: the resource is unknown or not allowed to the client.</summary>
    public static OAuthError InvalidTarget() => new("invalid_target", "The resource is unknown or not allowed to this client.");

    // RFC 7591 §3.2.2
    /// <summary>RFC 7591 §3.2.2: a redirect URI of a registration is not one that this server takes.</summary>
    public static OAuthError InvalidRedirectUri(string description) => new("invalid_redirect_uri", description);

    /// <summary>RFC 7591 §3.2.2: a member of a registration is malformed or not allowed.</summary>
    public static OAuthError InvalidClientMetadata(string description) => new("invalid_client_metadata", description);

    /// <summary>RFC 7591 §3.2.2: this server believes nobody's statements about software.</summary>
    public static OAuthError UnapprovedSoftwareStatement() => new("unapproved_software_statement", "Software statements are not supported: send the metadata itself.");

    // RFC 6750 §3.1
    /// <summary>RFC 6750 §3.1: the access token is expired, revoked, malformed or not an access token.</summary>
    public static OAuthError InvalidToken() => new("invalid_token", "The access token is not valid.", StatusCodes.Status401Unauthorized);

    /// <summary>RFC 6750 §3.1: the access token lacks a scope.</summary>
    public static OAuthError InsufficientScope() => new("insufficient_scope", "The access token lacks the openid scope.", StatusCodes.Status403Forbidden);
}
