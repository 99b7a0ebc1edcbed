using System.Text.Json;
using AuthServer.Protocol.Authorize;
using AuthServer.Protocol.Clients;
using AuthServer.Protocol.Grants;
using AuthServer.Protocol.Keys;
using AuthServer.Protocol.Scopes;
using AuthServer.Protocol.Sessions;
using Microsoft.Extensions.Options;

namespace AuthServer.Protocol.Discovery;

/// <summary>What the server says of itself; printed from what is registered, so that it cannot promise more.</summary>
internal sealed class DiscoveryDocument(IEnumerable<IGrant> grants, ClientAuthenticator authenticator, AuthorizeRequests requests, ScopeCatalogue scopes, IOptions<ProtocolOptions> options)
{
    private readonly string _issuer = options.Value.Issuer;
    private (object? Scopes, byte[] Json) _written;

    public ReadOnlyMemory<byte> Json
    {
        get
        {
            var written = _written;
            if (!ReferenceEquals(written.Scopes, scopes.Snapshot)) _written = written = (scopes.Snapshot, JsonSerializer.SerializeToUtf8Bytes(Members()));
            return written.Json;
        }
    }

    private Dictionary<string, object> Members() => new()
    {
        ["issuer"] = _issuer,
        ["authorization_endpoint"] = _issuer + Routes.Authorize,
        ["token_endpoint"] = _issuer + Routes.Token,
        ["userinfo_endpoint"] = _issuer + Routes.UserInfo,
        ["jwks_uri"] = _issuer + Routes.Jwks,
        ["introspection_endpoint"] = _issuer + Routes.Introspection,
        ["revocation_endpoint"] = _issuer + Routes.Revocation,
        ["end_session_endpoint"] = _issuer + Routes.EndSession,
        ["scopes_supported"] = scopes.Names,
        ["response_types_supported"] = new[] { "code" },
        ["response_modes_supported"] = requests.Modes,
        ["grant_types_supported"] = grants.Select(g => g.Type).Order(StringComparer.Ordinal),
        ["subject_types_supported"] = new[] { "public" },
        ["id_token_signing_alg_values_supported"] = SigningAlgorithms.All,
        ["token_endpoint_auth_methods_supported"] = authenticator.Methods,
        ["introspection_endpoint_auth_methods_supported"] = authenticator.Methods.Where(m => m != AuthMethods.None),
        ["revocation_endpoint_auth_methods_supported"] = authenticator.Methods,
        ["code_challenge_methods_supported"] = new[] { "S256" },
        ["prompt_values_supported"] = Prompts.All,
        ["acr_values_supported"] = AcrValues.All,
        ["claim_types_supported"] = new[] { "normal" },
        ["claims_supported"] = StandardClaims.All,
        ["ui_locales_supported"] = options.Value.UiLocales,
        ["claims_parameter_supported"] = true,
        ["request_parameter_supported"] = false,
        ["request_uri_parameter_supported"] = false,
        ["authorization_response_iss_parameter_supported"] = true,
    };
}
