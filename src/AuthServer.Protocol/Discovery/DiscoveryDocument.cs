using System.Text.Json;
using AuthServer.Protocol.Authorize;
using AuthServer.Protocol.Clients;
using AuthServer.Protocol.Grants;
using AuthServer.Protocol.Keys;
using AuthServer.Protocol.Registration;
using AuthServer.Protocol.Scopes;
using AuthServer.Protocol.Sessions;
using Microsoft.Extensions.Options;

namespace AuthServer.Protocol.Discovery;

/// <summary>What the server says of itself; printed from what is registered, so that it cannot promise more.</summary>
internal sealed class DiscoveryDocument(IEnumerable<IGrant> grants, ClientAuthenticator authenticator, AuthorizeRequests requests, ScopeCatalogue scopes, IOptions<ProtocolOptions> options, IOptions<RegistrationOptions> registration)
{
    private readonly string _issuer = options.Value.Issuer;
    private (object? Scopes, byte[] Json) _written;

    public ReadOnlyMemory<byte> Json
    {
        get
        {
            var written = _written;
            if (!ReferenceEquals(written.Scopes, scopes.Snapshot)) _written = written = (scopes.Snapshot, JsonSerializer.SerializeToUtf8Bytes(Members().Where(m => m.Value is not null).ToDictionary()));
            return written.Json;
        }
    }

    private Dictionary<string, object?> Members() => new()
    {
        ["issuer"] = _issuer,
        ["authorization_endpoint"] = _issuer + Routes.Authorize,
        ["token_endpoint"] = _issuer + Routes.Token,
        ["userinfo_endpoint"] = _issuer + Routes.UserInfo,
        ["jwks_uri"] = _issuer + Routes.Jwks,
        ["introspection_endpoint"] = _issuer + Routes.Introspection,
        ["revocation_endpoint"] = _issuer + Routes.Revocation,
        ["device_authorization_endpoint"] = _issuer + Routes.DeviceAuthorization,
        ["end_session_endpoint"] = _issuer + Routes.EndSession,
        ["registration_endpoint"] = registration.Value.IsPossible ? _issuer + Routes.Registration : null,
        ["scopes_supported"] = scopes.Names,
        ["response_types_supported"] = new[] { "code" },
        ["response_modes_supported"] = requests.Modes,
        ["grant_types_supported"] = grants.Select(g => g.Type).Order(StringComparer.Ordinal),
        ["subject_types_supported"] = new[] { "public", "pairwise" },
        ["id_token_signing_alg_values_supported"] = SigningAlgorithms.All,
        ["userinfo_signing_alg_values_supported"] = SigningAlgorithms.All,
        ["introspection_signing_alg_values_supported"] = SigningAlgorithms.All,
        ["token_endpoint_auth_methods_supported"] = authenticator.Methods,
        ["introspection_endpoint_auth_methods_supported"] = authenticator.Methods.Where(m => m != AuthMethods.None),
        ["revocation_endpoint_auth_methods_supported"] = authenticator.Methods,
        ["token_endpoint_auth_signing_alg_values_supported"] = SigningAlgorithms.All,
        ["introspection_endpoint_auth_signing_alg_values_supported"] = SigningAlgorithms.All,
        ["revocation_endpoint_auth_signing_alg_values_supported"] = SigningAlgorithms.All,
        ["code_challenge_methods_supported"] = new[] { "S256" },
        ["prompt_values_supported"] = Prompts.All,
        ["acr_values_supported"] = AcrValues.All,
        ["claim_types_supported"] = new[] { "normal" },
        ["claims_supported"] = StandardClaims.All,
        ["ui_locales_supported"] = options.Value.UiLocales,
        ["client_id_metadata_document_supported"] = registration.Value.ClientIdDocuments ? true : null,
        ["claims_parameter_supported"] = true,
        ["request_parameter_supported"] = true,
        ["request_uri_parameter_supported"] = false,
        ["request_object_signing_alg_values_supported"] = SigningAlgorithms.All,
        ["require_signed_request_object"] = false,
        ["backchannel_logout_supported"] = true,
        ["backchannel_logout_session_supported"] = true,
        ["frontchannel_logout_supported"] = true,
        ["frontchannel_logout_session_supported"] = true,
        ["authorization_response_iss_parameter_supported"] = true,
    };
}
