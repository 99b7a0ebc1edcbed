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

    /// <summary><c>application_type</c> is native: loopback redirects with any port, and never a silent answer (RFC 8252 §7.3, §8.6).</summary>
    public bool Native { get; set; }

    /// <summary>A code challenge is demanded. Only a confidential client may be exempted; a challenge that is sent is always checked.</summary>
    public bool RequirePkce { get; set; } = true;

    /// <summary>The accepted values of <c>token_endpoint_auth_method</c>; <c>none</c> alone makes a public client.</summary>
    public List<string> AuthMethods { get; init; } = [];

    /// <summary><c>grant_types</c>.</summary>
    public List<string> GrantTypes { get; init; } = [];

    /// <summary><c>redirect_uris</c>, compared as raw strings.</summary>
    public List<string> RedirectUris { get; init; } = [];

    /// <summary><c>post_logout_redirect_uris</c>, compared as raw strings.</summary>
    public List<string> PostLogoutRedirectUris { get; init; } = [];

    /// <summary><c>scope</c>: what the client may ask for.</summary>
    public ScopeSet Scopes { get; set; } = ScopeSet.Empty;

    /// <summary><c>id_token_signed_response_alg</c>: RS256 or ES256.</summary>
    public string IdTokenAlgorithm { get; set; } = Keys.SigningAlgorithms.RS256;

    /// <summary>Seconds an access token lives; null takes the server's.</summary>
    public int? AccessTokenSeconds { get; set; }

    /// <summary>Seconds until a grant ends for good; null takes the server's.</summary>
    public int? RefreshSeconds { get; set; }

    /// <summary>Seconds until a grant that is not used ends; null takes the server's.</summary>
    public int? RefreshIdleSeconds { get; set; }

    /// <summary>The live secrets; two may live at once so that one can be replaced without an outage.</summary>
    public List<ClientSecret> Secrets { get; init; } = [];

    /// <summary>A client that cannot keep a secret (RFC 6749 §2.1).</summary>
    public bool IsPublic => AuthMethods is [Protocol.AuthMethods.None];

    /// <summary>Whether the client is registered for a grant type.</summary>
    public bool Allows(string grantType) => GrantTypes.Contains(grantType);
}
