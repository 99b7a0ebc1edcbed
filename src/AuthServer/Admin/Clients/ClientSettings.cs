using AuthServer.Protocol.Registration;
using ServiceDefaults.Bodies;

namespace AuthServer.Admin.Clients;

/// <summary>A client as an administrator writes it: the members of RFC 7591 and OIDC Registration, and ours beside them. What is left out takes its default.</summary>
[ReadOnlyFields("client_secret", "secrets", "origin", "version", "created_at")]
internal record ClientSettings : ClientMetadata
{
    /// <summary><c>client_id</c>: 1 to 100 letters, digits, dots, hyphens, underscores and tildes; generated where it is left out. It never changes.</summary>
    public string? ClientId { get; init; }

    /// <summary>False refuses the client everywhere, from its next request on. The default is true.</summary>
    public bool? Enabled { get; init; }

    /// <summary>Ours: no consent is asked, and the grants by password and by PIN may be allowed.</summary>
    public bool? FirstParty { get; init; }

    /// <summary>Whether users are asked what the client may have; only a first-party client may be exempted, and is by default.</summary>
    public bool? RequireConsent { get; init; }

    /// <summary>Whether a code challenge is demanded; only a confidential client may be exempted. The default is true.</summary>
    public bool? RequirePkce { get; init; }

    /// <summary>All accepted values of <c>token_endpoint_auth_method</c>, which is the first of them.</summary>
    public IReadOnlyList<string>? TokenEndpointAuthMethods { get; init; }

    /// <summary>Whether the <c>aud</c> of its assertions must be the issuer and nothing else.</summary>
    public bool? StrictAssertionAudience { get; init; }

    /// <summary><c>jwt</c>, the default, or <c>reference</c>: opaque to the client, known to those who introspect.</summary>
    public string? AccessTokenFormat { get; init; }

    /// <summary>Seconds that an access token lives, 10 to 86400; null takes the server's.</summary>
    public int? AccessTokenLifetime { get; init; }

    /// <summary>Seconds that an ID token lives, 10 to 86400; null takes the server's.</summary>
    public int? IdTokenLifetime { get; init; }

    /// <summary>Seconds until a grant ends for good, 60 to 31536000; null takes the server's.</summary>
    public int? RefreshTokenLifetime { get; init; }

    /// <summary>Seconds until a grant that is not refreshed ends, 60 to 31536000; null takes the server's.</summary>
    public int? RefreshTokenIdleLifetime { get; init; }

    /// <summary>The names of the resources that its tokens may be for; empty: those of its scopes.</summary>
    public IReadOnlyList<string>? Resources { get; init; }

    /// <summary>The origins of its pages that may call the endpoints for programs; empty: any.</summary>
    public IReadOnlyList<string>? AllowedCorsOrigins { get; init; }

    /// <summary>Not supported: false is accepted, true is refused.</summary>
    public bool? DpopBoundAccessTokens { get; init; }

    /// <summary>Not supported: false is accepted, true is refused.</summary>
    public bool? TlsClientCertificateBoundAccessTokens { get; init; }

    /// <summary>Not supported: false is accepted, true is refused.</summary>
    public bool? RequirePushedAuthorizationRequests { get; init; }
}
