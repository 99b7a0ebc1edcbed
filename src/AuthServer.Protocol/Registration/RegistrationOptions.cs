using AuthServer.Protocol.Scopes;

namespace AuthServer.Protocol.Registration;

/// <summary>Section <c>Registration</c>: who may register clients without an administrator, and what such clients may have. Without settings: nobody.</summary>
public sealed class RegistrationOptions
{
    /// <summary>The section of the configuration that is bound to this class.</summary>
    public const string Section = "Registration";

    /// <summary>Clients are registered by whoever holds an initial access token (RFC 7591 §3).</summary>
    public bool AcceptTokens { get; set; }

    /// <summary>Clients are registered by anybody, token or not.</summary>
    public bool Open { get; set; }

    /// <summary>A <c>client_id</c> may be the address of a document that describes the client (draft-ietf-oauth-client-id-metadata-document).</summary>
    public bool ClientIdDocuments { get; set; }

    /// <summary>Confidential clients need PKCE too; public ones always do.</summary>
    public bool RequirePkce { get; set; } = true;

    /// <summary>The grant types that such clients may have, separated by spaces; those of them that the server has.</summary>
    public string GrantTypes { get; set; } = "authorization_code refresh_token urn:ietf:params:oauth:grant-type:device_code";

    /// <summary>The scopes that such clients may ask for, separated by spaces; what a registration wants beyond them is left out.</summary>
    public string Scopes { get; set; } = "openid profile email phone address offline_access";

    /// <summary>How many clients one address may register in an hour without a token; 0 is no limit.</summary>
    public int RegistrationsPerHour { get; set; } = 20;

    /// <summary>How many documents that are not known yet one network may make the server look at in a minute, and half as many at one host; 0 is no limit.</summary>
    public int DocumentsPerMinute { get; set; } = 20;

    /// <summary>A client that registered itself, and that no user allowed anything for so many days, is deleted.</summary>
    public int UnusedDays { get; set; } = 30;

    /// <summary>Whether there is any way to register.</summary>
    internal bool IsPossible => Open || AcceptTokens;

    internal ScopeSet AllowedScopes => ScopeSet.Parse(Scopes)!;

    internal string[] AllowedGrantTypes => GrantTypes.Split(' ');
}
