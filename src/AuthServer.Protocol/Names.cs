namespace AuthServer.Protocol;

/// <summary>Grant types: the values of <c>grant_type</c>.</summary>
public static class GrantTypes
{
    /// <summary>RFC 6749 §4.1.3.</summary>
    public const string AuthorizationCode = "authorization_code";

    /// <summary>RFC 6749 §6.</summary>
    public const string RefreshToken = "refresh_token";

    /// <summary>RFC 6749 §4.4.2.</summary>
    public const string ClientCredentials = "client_credentials";

    /// <summary>RFC 8628 §3.4.</summary>
    public const string DeviceCode = "urn:ietf:params:oauth:grant-type:device_code";
}

/// <summary>Client authentication methods: the values of <c>token_endpoint_auth_method</c>.</summary>
public static class AuthMethods
{
    /// <summary>RFC 7591 §2: a public client, which names itself and proves nothing.</summary>
    public const string None = "none";

    /// <summary>RFC 6749 §2.3.1: the secret in the Authorization header.</summary>
    public const string ClientSecretBasic = "client_secret_basic";

    /// <summary>RFC 6749 §2.3.1: the secret in the body.</summary>
    public const string ClientSecretPost = "client_secret_post";

    /// <summary>OIDC Core §9, RFC 7523 §2.2: a JWT signed with the client's own key.</summary>
    public const string PrivateKeyJwt = "private_key_jwt";
}

/// <summary>Scopes that OpenID Connect defines.</summary>
public static class StandardScopes
{
    /// <summary>OIDC Core §3.1.2.1: makes the request an authentication request.</summary>
    public const string OpenId = "openid";

    /// <summary>OIDC Core §11: asks for a refresh token.</summary>
    public const string OfflineAccess = "offline_access";

    /// <summary>Ours: puts the user's roles into the access token, the ID token and userinfo.</summary>
    public const string Roles = "roles";
}

/// <summary>Request parameters, spelled as the specifications spell them.</summary>
internal static class Names
{
    public const string ClientId = "client_id";
    public const string ClientSecret = "client_secret";
    public const string GrantType = "grant_type";
    public const string RedirectUri = "redirect_uri";
    public const string Resource = "resource";
    public const string Scope = "scope";
    public const string State = "state";
    public const string Nonce = "nonce";
    public const string Code = "code";
    public const string Request = "request";
    public const string RequestUri = "request_uri";
    public const string ClientAssertion = "client_assertion";
    public const string ClientAssertionType = "client_assertion_type";
    public const string Token = "token";
    public const string IdTokenHint = "id_token_hint";
}
