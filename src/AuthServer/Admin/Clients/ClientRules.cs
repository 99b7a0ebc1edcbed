using AuthServer.Credentials;
using AuthServer.Protocol;
using AuthServer.Protocol.Clients;
using AuthServer.Protocol.Registration;
using ServiceDefaults.Answers;

namespace AuthServer.Admin.Clients;

/// <summary>What a client must keep that an administrator writes: the rules of every registration, and those of the members that are ours.</summary>
internal sealed class ClientRules(RegistrationRules registration)
{
    private const int LongestId = 100;
    private const int MostItems = 50;
    private const string NotSupported = "Is not supported by this server: leave it out, or send false.";
    private static readonly string[] ForFirstParty = ["password", PinGrant.GrantType];

    /// <summary>Everything that is wrong, field by field.</summary>
    public FieldErrors Check(ClientSettings settings, ClientOrigin origin)
    {
        var errors = new FieldErrors();
        var methods = SettingsMapping.MethodsOf(settings);
        // Each method on its own: what one of them needs, the client needs.
        foreach (var fault in methods.DefaultIfEmpty("").SelectMany(method => registration.Check(settings with { TokenEndpointAuthMethod = method })).Distinct()) errors.Add(fault.Field, fault.Message);
        Authentication(settings, methods, errors);
        Party(settings, methods, origin, errors);
        Tokens(settings, errors);
        errors.Require(settings.ClientId is null || IsId(settings.ClientId), "client_id", $"Must be 1 to {LongestId} ASCII letters, digits, dots, hyphens, underscores or tildes.");
        errors.Require(settings.DpopBoundAccessTokens is not true, "dpop_bound_access_tokens", NotSupported);
        errors.Require(settings.TlsClientCertificateBoundAccessTokens is not true, "tls_client_certificate_bound_access_tokens", NotSupported);
        errors.Require(settings.RequirePushedAuthorizationRequests is not true, "require_pushed_authorization_requests", NotSupported);
        return errors;
    }

    private static void Authentication(ClientSettings s, IReadOnlyList<string> methods, FieldErrors errors)
    {
        errors.Require(methods.Count is > 0 and <= MostItems && methods.Distinct().Count() == methods.Count, "token_endpoint_auth_methods", "Name at least one method, each once.");
        errors.Require(methods is [AuthMethods.None] || !methods.Contains(AuthMethods.None), "token_endpoint_auth_methods", "The method none stands alone: a client that can prove who it is must always do so.");
        errors.Require(s.TokenEndpointAuthMethod is null || s.TokenEndpointAuthMethods is null || (s.TokenEndpointAuthMethods is [var first, ..] && s.TokenEndpointAuthMethod == first), "token_endpoint_auth_method", "Must be the first of token_endpoint_auth_methods: send one of the two.");
    }

    private static void Party(ClientSettings s, IReadOnlyList<string> methods, ClientOrigin origin, FieldErrors errors)
    {
        var ours = s.FirstParty is true;
        errors.Require(!ours || origin == ClientOrigin.Administrator, "first_party", "A client that registered itself is never ours.");
        errors.Require(s.RequirePkce is not false || methods is not [AuthMethods.None], "require_pkce", "A public client always needs PKCE: leave it out, or give the client a method that proves something.");
        errors.Require(s.RequireConsent is not false || ours, "require_consent", "Only a first-party client may be exempted: users decide what others get.");
        // RFC 9700 §2.4: who is not ours never sees a secret of a user.
        errors.Require(ours || !(s.GrantTypes ?? []).Intersect(ForFirstParty).Any(), "grant_types", "The grants by password and by PIN are for first-party clients only.");
    }

    private static void Tokens(ClientSettings s, FieldErrors errors)
    {
        errors.Require(s.AccessTokenFormat is null or SettingsMapping.Jwt or SettingsMapping.Reference, "access_token_format", "Must be jwt or reference.");
        errors.Require(s.AccessTokenLifetime is null or (>= 10 and <= 86_400), "access_token_lifetime", "Must be 10 to 86400 seconds.");
        errors.Require(s.IdTokenLifetime is null or (>= 10 and <= 86_400), "id_token_lifetime", "Must be 10 to 86400 seconds.");
        errors.Require(s.RefreshTokenLifetime is null or (>= 60 and <= 31_536_000), "refresh_token_lifetime", "Must be 60 to 31536000 seconds.");
        errors.Require(s.RefreshTokenIdleLifetime is null or (>= 60 and <= 31_536_000), "refresh_token_idle_lifetime", "Must be 60 to 31536000 seconds.");
        errors.Require(s.RefreshTokenLifetime is null || s.RefreshTokenIdleLifetime is null || s.RefreshTokenIdleLifetime <= s.RefreshTokenLifetime, "refresh_token_idle_lifetime", "Must not be longer than refresh_token_lifetime.");
        errors.Require((s.Resources ?? []) is { Count: <= MostItems } resources && resources.Distinct().Count() == resources.Count, "resources", $"There may be {MostItems} resources, each once.");
        var origins = s.AllowedCorsOrigins ?? [];
        errors.Require(origins.Count <= MostItems && origins.Distinct().Count() == origins.Count, "allowed_cors_origins", $"There may be {MostItems} origins, each once.");
        foreach (var fault in origins.Take(MostItems).Select(RegisteredUri.OriginFault).OfType<string>().Distinct()) errors.Add("allowed_cors_origins", fault);
    }

    private static bool IsId(string id) => id is { Length: >= 1 and <= LongestId } && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or '~');
}
