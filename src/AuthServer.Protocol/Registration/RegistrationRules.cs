using AuthServer.Protocol.Clients;
using AuthServer.Protocol.Clients.Authentication;
using AuthServer.Protocol.Grants;
using AuthServer.Protocol.Keys;
using AuthServer.Protocol.Scopes;
using AuthServer.Protocol.Sessions;

namespace AuthServer.Protocol.Registration;

/// <summary>What a client's metadata must keep, whoever registers it (RFC 7591 §2, OIDC Registration 1.0 §2).</summary>
public sealed class RegistrationRules
{
    private const int MaxItems = 50;
    private const int MaxName = 100;
    private static readonly string[] Native = ["web", "native"];
    private static readonly string[] Subjects = ["public", "pairwise"];

    private readonly ScopeCatalogue _scopes;
    private readonly string[] _grants;
    private readonly string[] _methods;

    internal RegistrationRules(ScopeCatalogue scopes, IEnumerable<IGrant> grants, IEnumerable<IClientAuthentication> methods) =>
        (_scopes, _grants, _methods) = (scopes, [.. grants.Select(g => g.Type)], [.. methods.Select(m => m.Method)]);

    /// <summary>Everything that is wrong, in the order of the members.</summary>
    public IReadOnlyList<MetadataFault> Check(ClientMetadata client) =>
        [.. Names(client), .. Redirects(client), .. Grants(client), .. Pages(client), .. Authentication(client), .. Algorithms(client), .. Subject(client), .. Logout(client)];

    private static IEnumerable<MetadataFault> Names(ClientMetadata c)
    {
        // What is shown to users must look like what it is: no line breaks, no marks that turn the direction of text.
        if (c.ClientName is { } name && (name.Trim().Length == 0 || name.Length > MaxName || name.Any(IsInvisible))) yield return new("client_name", $"The name must have 1 to {MaxName} visible characters.");
        if (c.ApplicationType is { } type && !Native.Contains(type)) yield return new("application_type", "The application_type must be web or native.");
        if (c.Contacts is { } contacts && (contacts.Count > MaxItems || contacts.Any(contact => contact.Length is 0 or > 254))) yield return new("contacts", $"There may be {MaxItems} contacts of at most 254 characters.");
        if (c.SoftwareId is { Length: > 255 }) yield return new("software_id", "The software_id must have at most 255 characters.");
        if (c.SoftwareVersion is { Length: > 255 }) yield return new("software_version", "The software_version must have at most 255 characters.");
    }

    private static IEnumerable<MetadataFault> Redirects(ClientMetadata c)
    {
        var uris = c.RedirectUris ?? [];
        var needed = (c.GrantTypes ?? [Protocol.GrantTypes.AuthorizationCode]).Contains(Protocol.GrantTypes.AuthorizationCode);
        if (needed && uris.Count == 0) yield return new("redirect_uris", "The authorization_code grant needs at least one redirect URI.");
        foreach (var fault in Each("redirect_uris", uris, uri => RegisteredUri.RedirectFault(uri, c.ApplicationType == "native"))) yield return fault;
        foreach (var fault in Each("post_logout_redirect_uris", c.PostLogoutRedirectUris, uri => RegisteredUri.RedirectFault(uri, c.ApplicationType == "native"))) yield return fault;
    }

    private IEnumerable<MetadataFault> Grants(ClientMetadata c)
    {
        var grants = c.GrantTypes ?? [Protocol.GrantTypes.AuthorizationCode];
        if (grants.Count is 0 or > MaxItems || grants.Except(_grants).Any()) yield return new("grant_types", "Each must be one of grant_types_supported in the discovery document.");
        if (c.ResponseTypes is { } types && types.Any(t => t != "code")) yield return new("response_types", "The only response type is code.");
        if (c.ResponseTypes is { Count: > 0 } && !grants.Contains(Protocol.GrantTypes.AuthorizationCode)) yield return new("response_types", "The response type code needs the grant type authorization_code (RFC 7591, section 2.1).");
        if (grants.Contains(Protocol.GrantTypes.ClientCredentials) && c.TokenEndpointAuthMethod == AuthMethods.None) yield return new("grant_types", "A public client cannot act for itself: client_credentials needs a token_endpoint_auth_method that proves something.");
        if (ScopeSet.Parse(c.Scope) is not { } scopes || scopes.Any(s => _scopes.Find(s) is null)) yield return new("scope", "Each scope must be one of scopes_supported in the discovery document, separated by one space.");
    }

    private static IEnumerable<MetadataFault> Pages(ClientMetadata c) => Web(
        ("client_uri", c.ClientUri), ("logo_uri", c.LogoUri), ("policy_uri", c.PolicyUri), ("tos_uri", c.TosUri), ("initiate_login_uri", c.InitiateLoginUri));

    private IEnumerable<MetadataFault> Authentication(ClientMetadata c)
    {
        var method = c.TokenEndpointAuthMethod ?? AuthMethods.ClientSecretBasic;
        if (!_methods.Contains(method)) yield return new("token_endpoint_auth_method", "The method must be one of token_endpoint_auth_methods_supported in the discovery document.");
        if (c.Jwks is not null && c.JwksUri is not null) yield return new("jwks_uri", "Name jwks or jwks_uri, not both.");
        if (c.Jwks is { } jwks && ClientJwks.Fault(jwks) is { } fault) yield return new("jwks", fault);
        if (method == AuthMethods.PrivateKeyJwt && c.Jwks is null && c.JwksUri is null) yield return new("jwks", "The method private_key_jwt needs jwks or jwks_uri.");
        if (c.RequireSignedRequestObject is true && c.Jwks is null && c.JwksUri is null) yield return new("jwks", "Signed request objects need jwks or jwks_uri.");
        foreach (var web in Web(("jwks_uri", c.JwksUri))) yield return web;
    }

    private static IEnumerable<MetadataFault> Algorithms(ClientMetadata c)
    {
        (string Field, string? Value)[] algorithms =
        [
            ("token_endpoint_auth_signing_alg", c.TokenEndpointAuthSigningAlg), ("id_token_signed_response_alg", c.IdTokenSignedResponseAlg), ("userinfo_signed_response_alg", c.UserinfoSignedResponseAlg),
            ("introspection_signed_response_alg", c.IntrospectionSignedResponseAlg), ("request_object_signing_alg", c.RequestObjectSigningAlg),
        ];
        return algorithms.Where(a => a.Value is not null && !SigningAlgorithms.All.Contains(a.Value)).Select(a => new MetadataFault(a.Field, $"The algorithm must be one of {string.Join(", ", SigningAlgorithms.All)}."));
    }

    private static IEnumerable<MetadataFault> Subject(ClientMetadata c)
    {
        if (c.SubjectType is { } type && !Subjects.Contains(type)) yield return new("subject_type", "The subject_type must be public or pairwise.");
        foreach (var web in Web(("sector_identifier_uri", c.SectorIdentifierUri))) yield return web;
        // OIDC Core §8.1: with redirect URIs on more than one host, somebody has to vouch that they belong together.
        if (c.SubjectType == "pairwise" && c.SectorIdentifierUri is null && (c.RedirectUris ?? []).Where(u => Uri.TryCreate(u, UriKind.Absolute, out _)).Select(u => new Uri(u).Host).Distinct().Count() > 1)
            yield return new("sector_identifier_uri", "Pairwise subjects with redirect URIs on more than one host need a sector_identifier_uri.");
        if (c.DefaultMaxAge < 0) yield return new("default_max_age", "The default_max_age must be 0 or more seconds.");
        if (c.DefaultAcrValues is { } acr && acr.Except(AcrValues.All).Any()) yield return new("default_acr_values", "Each must be one of acr_values_supported in the discovery document.");
    }

    private static IEnumerable<MetadataFault> Logout(ClientMetadata c)
    {
        foreach (var web in Web(("backchannel_logout_uri", c.BackchannelLogoutUri), ("frontchannel_logout_uri", c.FrontchannelLogoutUri))) yield return web;
        // OIDC Front-Channel Logout 1.0 §2: our page loads it in every browser that signs out; it belongs to where the client's users come back to.
        if (c.FrontchannelLogoutUri is { } front && !(c.RedirectUris ?? []).Any(uri => RegisteredUri.SameOrigin(uri, front)))
            yield return new("frontchannel_logout_uri", "The scheme, host and port must be those of one of the redirect_uris.");
    }

    private static IEnumerable<MetadataFault> Web(params (string Field, string? Uri)[] uris) =>
        from named in uris where named.Uri is not null let fault = RegisteredUri.WebFault(named.Uri) where fault is not null select new MetadataFault(named.Field, fault);

    private static IEnumerable<MetadataFault> Each(string field, IReadOnlyList<string>? uris, Func<string, string?> fault)
    {
        if (uris is null) return [];
        if (uris.Count > MaxItems || uris.Distinct().Count() != uris.Count) return [new(field, $"There may be {MaxItems} URIs, each once.")];
        return uris.Select(fault).OfType<string>().Distinct().Select(sentence => new MetadataFault(field, sentence));
    }

    private static bool IsInvisible(char c) => char.IsControl(c) || char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.Format or System.Globalization.UnicodeCategory.LineSeparator or System.Globalization.UnicodeCategory.ParagraphSeparator or System.Globalization.UnicodeCategory.Surrogate;
}
