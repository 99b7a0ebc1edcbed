using System.Text.Json.Nodes;

namespace AuthServer.Protocol.Registration;

/// <summary>What a client says of itself (RFC 7591 §2, OIDC Registration 1.0 §2); null members are left out. On the wire names are in snake_case.</summary>
public record ClientMetadata
{
    /// <summary><c>client_name</c>, shown to users.</summary>
    public string? ClientName { get; init; }

    /// <summary><c>application_type</c>: web (the default) or native.</summary>
    public string? ApplicationType { get; init; }

    /// <summary><c>redirect_uris</c>.</summary>
    public IReadOnlyList<string>? RedirectUris { get; init; }

    /// <summary><c>grant_types</c>; <c>authorization_code</c> where it is left out.</summary>
    public IReadOnlyList<string>? GrantTypes { get; init; }

    /// <summary><c>response_types</c>; the only one is <c>code</c>.</summary>
    public IReadOnlyList<string>? ResponseTypes { get; init; }

    /// <summary><c>scope</c>: scope tokens, separated by spaces.</summary>
    public string? Scope { get; init; }

    /// <summary><c>contacts</c>: e-mail addresses.</summary>
    public IReadOnlyList<string>? Contacts { get; init; }

    /// <summary><c>client_uri</c>.</summary>
    public string? ClientUri { get; init; }

    /// <summary><c>logo_uri</c>.</summary>
    public string? LogoUri { get; init; }

    /// <summary><c>policy_uri</c>.</summary>
    public string? PolicyUri { get; init; }

    /// <summary><c>tos_uri</c>.</summary>
    public string? TosUri { get; init; }

    /// <summary><c>token_endpoint_auth_method</c>; <c>client_secret_basic</c> where it is left out.</summary>
    public string? TokenEndpointAuthMethod { get; init; }

    /// <summary><c>token_endpoint_auth_signing_alg</c>.</summary>
    public string? TokenEndpointAuthSigningAlg { get; init; }

    /// <summary><c>jwks</c>: a JWK set of public keys.</summary>
    public JsonObject? Jwks { get; init; }

    /// <summary><c>jwks_uri</c>.</summary>
    public string? JwksUri { get; init; }

    /// <summary><c>subject_type</c>: public (the default) or pairwise.</summary>
    public string? SubjectType { get; init; }

    /// <summary><c>sector_identifier_uri</c>.</summary>
    public string? SectorIdentifierUri { get; init; }

    /// <summary><c>id_token_signed_response_alg</c>.</summary>
    public string? IdTokenSignedResponseAlg { get; init; }

    /// <summary><c>userinfo_signed_response_alg</c>.</summary>
    public string? UserinfoSignedResponseAlg { get; init; }

    /// <summary><c>introspection_signed_response_alg</c> (RFC 9701 §6).</summary>
    public string? IntrospectionSignedResponseAlg { get; init; }

    /// <summary><c>request_object_signing_alg</c>.</summary>
    public string? RequestObjectSigningAlg { get; init; }

    /// <summary><c>require_signed_request_object</c> (RFC 9101 §10.5).</summary>
    public bool? RequireSignedRequestObject { get; init; }

    /// <summary><c>default_max_age</c>, seconds.</summary>
    public int? DefaultMaxAge { get; init; }

    /// <summary><c>require_auth_time</c>.</summary>
    public bool? RequireAuthTime { get; init; }

    /// <summary><c>default_acr_values</c>.</summary>
    public IReadOnlyList<string>? DefaultAcrValues { get; init; }

    /// <summary><c>initiate_login_uri</c>.</summary>
    public string? InitiateLoginUri { get; init; }

    /// <summary><c>post_logout_redirect_uris</c>.</summary>
    public IReadOnlyList<string>? PostLogoutRedirectUris { get; init; }

    /// <summary><c>backchannel_logout_uri</c>.</summary>
    public string? BackchannelLogoutUri { get; init; }

    /// <summary><c>backchannel_logout_session_required</c>.</summary>
    public bool? BackchannelLogoutSessionRequired { get; init; }

    /// <summary><c>frontchannel_logout_uri</c>.</summary>
    public string? FrontchannelLogoutUri { get; init; }

    /// <summary><c>frontchannel_logout_session_required</c>.</summary>
    public bool? FrontchannelLogoutSessionRequired { get; init; }

    /// <summary><c>software_id</c>.</summary>
    public string? SoftwareId { get; init; }

    /// <summary><c>software_version</c>.</summary>
    public string? SoftwareVersion { get; init; }
}
