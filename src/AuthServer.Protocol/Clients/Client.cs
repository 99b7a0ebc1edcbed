using AuthServer.Protocol.Keys;
using AuthServer.Protocol.Scopes;

namespace AuthServer.Protocol.Clients;

/// <summary>A registered client; members are named after RFC 7591 and OIDC Registration.</summary>
public sealed class Client
{
    /// <summary><c>client_id</c>.</summary>
    public required string ClientId { get; init; }

    /// <summary><c>client_name</c>, shown on the login and consent pages.</summary>
    public required string Name { get; set; }

    /// <summary>False refuses the client everywhere, on its next request.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Ours: no consent is asked and the credential grants may be allowed.</summary>
    public bool FirstParty { get; set; }

    /// <summary>Users are asked although the client is ours.</summary>
    public bool RequireConsent { get; set; }

    /// <summary>Who registered it.</summary>
    public ClientOrigin Origin { get; init; }

    /// <summary><c>application_type</c> is native: loopback redirects with any port, and never a silent answer (RFC 8252 §7.3, §8.6).</summary>
    public bool Native { get; set; }

    /// <summary>A code challenge is demanded. Only a confidential client may be exempted; a challenge that is sent is always checked.</summary>
    public bool RequirePkce { get; set; } = true;

    /// <summary>The accepted values of <c>token_endpoint_auth_method</c>; <c>none</c> alone makes a public client.</summary>
    public List<string> AuthMethods { get; set; } = [];

    /// <summary><c>token_endpoint_auth_signing_alg</c>: the one algorithm of its assertions; null any that the server knows.</summary>
    public string? AssertionAlgorithm { get; set; }

    /// <summary>The <c>aud</c> of its assertions is the issuer and nothing else; otherwise the address of the endpoint is good too.</summary>
    public bool StrictAssertionAudience { get; set; }

    /// <summary><c>jwks</c>: its public keys, a JSON object (RFC 7517 §5).</summary>
    public string? Jwks { get; set; }

    /// <summary><c>jwks_uri</c>: where its public keys are.</summary>
    public string? JwksUri { get; set; }

    /// <summary><c>grant_types</c>.</summary>
    public List<string> GrantTypes { get; set; } = [];

    /// <summary><c>redirect_uris</c>, compared as raw strings.</summary>
    public List<string> RedirectUris { get; set; } = [];

    /// <summary><c>post_logout_redirect_uris</c>, compared as raw strings.</summary>
    public List<string> PostLogoutRedirectUris { get; set; } = [];

    /// <summary>The origins of its pages that may call the endpoints for programs; empty: any.</summary>
    public List<string> CorsOrigins { get; set; } = [];

    /// <summary><c>scope</c>: what the client may ask for.</summary>
    public ScopeSet Scopes { get; set; } = ScopeSet.Empty;

    /// <summary>The names of the resources that its tokens may be for; empty: those of its scopes.</summary>
    public List<string> Resources { get; set; } = [];

    /// <summary><c>id_token_signed_response_alg</c>.</summary>
    public string IdTokenAlgorithm { get; set; } = SigningAlgorithms.RS256;

    /// <summary><c>userinfo_signed_response_alg</c>; null answers with plain JSON.</summary>
    public string? UserInfoAlgorithm { get; set; }

    /// <summary><c>introspection_signed_response_alg</c> (RFC 9701 §6): of answers that are asked for as a JWT.</summary>
    public string IntrospectionAlgorithm { get; set; } = SigningAlgorithms.RS256;

    /// <summary><c>request_object_signing_alg</c>: the one algorithm of its request objects; null any that the server knows.</summary>
    public string? RequestObjectAlgorithm { get; set; }

    /// <summary><c>require_signed_request_object</c> (RFC 9101 §10.5).</summary>
    public bool RequireSignedRequestObject { get; set; }

    /// <summary>Its access tokens are opaque to it, and known to those who introspect them.</summary>
    public bool ReferenceTokens { get; set; }

    /// <summary><c>subject_type</c> is pairwise: the clients of its <see cref="Sector"/> know a user by an identifier of their own.</summary>
    public bool Pairwise { get; set; }

    /// <summary><c>sector_identifier_uri</c>.</summary>
    public string? SectorIdentifierUri { get; set; }

    /// <summary><c>default_max_age</c> in seconds, where a request has no <c>max_age</c>.</summary>
    public int? DefaultMaxAge { get; set; }

    /// <summary><c>require_auth_time</c>; ID tokens always have it.</summary>
    public bool RequireAuthTime { get; set; }

    /// <summary><c>default_acr_values</c>, where a request has no <c>acr_values</c>.</summary>
    public List<string> DefaultAcrValues { get; set; } = [];

    /// <summary><c>initiate_login_uri</c> (OIDC Core §4).</summary>
    public string? InitiateLoginUri { get; set; }

    /// <summary><c>backchannel_logout_uri</c>: where it is told that a session ended.</summary>
    public string? BackChannelLogoutUri { get; set; }

    /// <summary><c>backchannel_logout_session_required</c>; logout tokens always have <c>sid</c>.</summary>
    public bool BackChannelLogoutSessionRequired { get; set; }

    /// <summary><c>frontchannel_logout_uri</c>: what the browser loads when a session ends.</summary>
    public string? FrontChannelLogoutUri { get; set; }

    /// <summary><c>frontchannel_logout_session_required</c>: <c>iss</c> and <c>sid</c> are put into the query.</summary>
    public bool FrontChannelLogoutSessionRequired { get; set; }

    /// <summary><c>client_uri</c>: its home, for users to look at; never fetched by the server.</summary>
    public string? ClientUri { get; set; }

    /// <summary><c>logo_uri</c>: its picture; never fetched by the server.</summary>
    public string? LogoUri { get; set; }

    /// <summary><c>policy_uri</c>: what it does with data.</summary>
    public string? PolicyUri { get; set; }

    /// <summary><c>tos_uri</c>: its terms.</summary>
    public string? TosUri { get; set; }

    /// <summary><c>contacts</c>: who answers for the client.</summary>
    public List<string> Contacts { get; set; } = [];

    /// <summary><c>software_id</c> and <c>software_version</c>, as the client says; nothing depends on them.</summary>
    public string? SoftwareId { get; set; }

    /// <inheritdoc cref="SoftwareId"/>
    public string? SoftwareVersion { get; set; }

    /// <summary>Seconds an access token lives; null takes the server's.</summary>
    public int? AccessTokenSeconds { get; set; }

    /// <summary>Seconds an ID token lives; null takes the server's.</summary>
    public int? IdTokenSeconds { get; set; }

    /// <summary>Seconds until a grant ends for good; null takes the server's.</summary>
    public int? RefreshSeconds { get; set; }

    /// <summary>Seconds until a grant that is not used ends; null takes the server's.</summary>
    public int? RefreshIdleSeconds { get; set; }

    /// <summary>The live secrets; two may live at once so that one can be replaced without an outage.</summary>
    public List<ClientSecret> Secrets { get; init; } = [];

    /// <summary>SHA-256 of the registration access token (RFC 7592 §3); null where the client cannot manage itself.</summary>
    public byte[]? RegistrationTokenHash { get; set; }

    /// <summary>What a client that registered itself may ask for at most, whatever it changes about itself; an initial access token may have limited it.</summary>
    public ScopeSet RegistrationScopes { get; set; } = ScopeSet.Empty;

    /// <summary>Rises with every change.</summary>
    public long Version { get; set; } = 1;

    /// <summary>When it was registered.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>A client that cannot keep a secret (RFC 6749 §2.1).</summary>
    public bool IsPublic => AuthMethods is [Protocol.AuthMethods.None];

    /// <summary>Whether its access tokens are opaque to it: where it asks for that, and where a readable one would show the subject that pairwise identifiers hide (OIDC Core §8.1).</summary>
    public bool GetsReferenceTokens => ReferenceTokens || Pairwise;

    /// <summary>Whether users are asked what it may have. Nobody but us is ever exempted: not third parties, not who registered themselves.</summary>
    public bool AsksConsent => !FirstParty || Origin != ClientOrigin.Administrator || RequireConsent;

    /// <summary>Who shares the pairwise subjects: the host of <see cref="SectorIdentifierUri"/>, or of the redirect URIs (OIDC Core §8.1).</summary>
    /// <remarks>A host is proof of nothing where tokens come another way than by its redirect URIs, where an app or this machine answers there, or where there is none: such a client is a sector of its own.</remarks>
    public string Sector => IsProvedByRedirects ? new Uri(SectorIdentifierUri ?? RedirectUris[0]).Host : ClientId;

    private bool IsProvedByRedirects =>
        RedirectUris.Count > 0 && GrantTypes.TrueForAll(g => g is Protocol.GrantTypes.AuthorizationCode or Protocol.GrantTypes.RefreshToken or Protocol.GrantTypes.ClientCredentials)
        && RedirectUris.TrueForAll(u => u.StartsWith("https://", StringComparison.Ordinal));

    /// <summary>Where its own document is, for users to see; null for clients that were registered.</summary>
    public string? DocumentHost => Origin == ClientOrigin.Document ? new Uri(ClientId).Authority : null;

    /// <summary>Whether the client is registered for a grant type.</summary>
    public bool Allows(string grantType) => GrantTypes.Contains(grantType);
}
