namespace AuthServer.Protocol;

/// <summary>Where the endpoints are, below the issuer.</summary>
internal static class Routes
{
    public const string Authorize = "/connect/authorize";
    public const string AuthorizeResume = "/connect/authorize/resume";
    public const string Token = "/connect/token";
    public const string UserInfo = "/connect/userinfo";
    public const string Introspection = "/connect/introspect";
    public const string Revocation = "/connect/revocation";
    public const string DeviceAuthorization = "/connect/deviceauthorization";
    public const string EndSession = "/connect/endsession";
    public const string EndSessionResume = "/connect/endsession/resume";
    public const string Registration = "/connect/register";
    public const string ClientConfiguration = Registration + "/{client_id}";
    public const string Jwks = "/.well-known/jwks";
    public const string OpenIdConfiguration = "/.well-known/openid-configuration";
    public const string OAuthServerMetadata = "/.well-known/oauth-authorization-server";
}
