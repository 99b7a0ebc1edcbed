using System.Text.Json;
using System.Text.Json.Nodes;

namespace AuthServer.Protocol.Tests.Certification;

/// <summary>The modules that read the discovery document: Config OP, and the first of each plan of logout.</summary>
public sealed class ConfigTests(ConfigTests.Https server) : IClassFixture<ConfigTests.Https>
{
    private static readonly string[] Private = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];

    // Members of the registries of RFC 8414 §7.1, OIDC Discovery §3 and its extensions; the suite warns of every other.
    private static readonly HashSet<string> Known =
    [
        "issuer", "authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri", "registration_endpoint", "scopes_supported", "response_types_supported", "response_modes_supported", "grant_types_supported",
        "acr_values_supported", "subject_types_supported", "id_token_signing_alg_values_supported", "userinfo_signing_alg_values_supported", "request_object_signing_alg_values_supported", "token_endpoint_auth_methods_supported",
        "token_endpoint_auth_signing_alg_values_supported", "display_values_supported", "claim_types_supported", "claims_supported", "service_documentation", "claims_locales_supported", "ui_locales_supported", "claims_parameter_supported",
        "request_parameter_supported", "request_uri_parameter_supported", "require_request_uri_registration", "op_policy_uri", "op_tos_uri", "revocation_endpoint", "revocation_endpoint_auth_methods_supported",
        "revocation_endpoint_auth_signing_alg_values_supported", "introspection_endpoint", "introspection_endpoint_auth_methods_supported", "introspection_endpoint_auth_signing_alg_values_supported",
        "introspection_signing_alg_values_supported", "code_challenge_methods_supported", "prompt_values_supported", "authorization_response_iss_parameter_supported", "end_session_endpoint", "device_authorization_endpoint",
        "frontchannel_logout_supported", "frontchannel_logout_session_supported", "backchannel_logout_supported", "backchannel_logout_session_supported", "client_id_metadata_document_supported", "protected_resources", "require_signed_request_object",
    ];

    private async Task<JsonObject> DocumentAsync()
    {
        using var response = await server.OAuth.Http.GetAsync("/.well-known/openid-configuration");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!.AsObject();
    }

    private static List<string> Texts(JsonNode? array) => [.. array!.AsArray().Select(v => v!.GetValue<string>())];

    [Fact(DisplayName = "oidcc-discovery-endpoint-verification")]
    public async Task Discovery()
    {
        var document = await DocumentAsync();
        Assert.Equal(Https.Issuer, document["issuer"]!.GetValue<string>());
        Assert.Contains("code", Texts(document["response_types_supported"]));
        Assert.Contains("authorization_code", Texts(document["grant_types_supported"]));
        Assert.NotEmpty(Texts(document["subject_types_supported"]).Intersect(["public", "pairwise"]));
        Assert.Contains("RS256", Texts(document["id_token_signing_alg_values_supported"]));
        Assert.DoesNotContain("none", Texts(document["id_token_signing_alg_values_supported"]));
        foreach (var method in new[] { "client_secret_basic", "client_secret_post" }) Assert.Contains(method, Texts(document["token_endpoint_auth_methods_supported"]));
        Assert.Contains("S256", Texts(document["code_challenge_methods_supported"]));
        foreach (var scope in new[] { "openid", "profile", "email", "phone", "address", "offline_access" }) Assert.Contains(scope, Texts(document["scopes_supported"]));
        // RFC 6749 §3.3
        Assert.All(Texts(document["scopes_supported"]).SelectMany(s => s), c => Assert.True(c is >= '!' and <= '~' and not '"' and not '\\'));
        Assert.NotEmpty(Texts(document["claims_supported"]));
        Assert.All(Texts(document["ui_locales_supported"]), l => Assert.Matches("^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$", l));
        foreach (var flag in new[] { "request_parameter_supported", "request_uri_parameter_supported", "claims_parameter_supported" }) Assert.True(document[flag]!.GetValueKind() is JsonValueKind.True or JsonValueKind.False, flag);
        Assert.Empty(document.Select(m => m.Key).Except(Known));
    }

    [Fact(DisplayName = "oidcc-discovery-endpoint-verification: every endpoint is https and answers below the issuer")]
    public async Task Endpoints()
    {
        var document = await DocumentAsync();
        foreach (var needed in new[] { "authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri" }) Assert.Contains(needed, document.Select(m => m.Key));
        foreach (var (name, value) in document.Where(m => m.Key.EndsWith("_endpoint", StringComparison.Ordinal) || m.Key == "jwks_uri"))
        {
            var address = value!.GetValue<string>();
            Assert.StartsWith(Https.Issuer + "/", address, StringComparison.Ordinal);
            using var response = await server.OAuth.Http.GetAsync(address[Https.Issuer.Length..]);
            Assert.True(response.StatusCode != HttpStatusCode.NotFound, name);
        }
    }

    [Fact(DisplayName = "oidcc-discovery-endpoint-verification: the key set holds usable public keys and no others")]
    public async Task Keys()
    {
        var keys = JsonNode.Parse(await server.OAuth.Http.GetStringAsync("/.well-known/jwks"))!["keys"]!.AsArray().Select(k => k!.AsObject()).ToList();
        Assert.Contains(keys, k => k["alg"]!.GetValue<string>() == "RS256");
        Assert.Equal(keys.Count, keys.Select(k => k["kid"]!.GetValue<string>()).Distinct().Count());
        foreach (var key in keys)
        {
            Assert.Empty(key.Select(m => m.Key).Intersect(Private));
            Assert.Equal("sig", key["use"]!.GetValue<string>());
            foreach (var member in key["kty"]!.GetValue<string>() == "RSA" ? new[] { "n", "e" } : ["x", "y"]) Assert.Matches("^[A-Za-z0-9_-]+$", key[member]!.GetValue<string>());
        }
    }

    [Fact(DisplayName = "oidcc-rp-initiated-logout-discovery-endpoint-verification")]
    public async Task Logout_at_this_server() => Assert.StartsWith(Https.Issuer + "/", (await DocumentAsync())["end_session_endpoint"]!.GetValue<string>(), StringComparison.Ordinal);

    /// <summary>A server whose issuer is an https address, as every certified one is.</summary>
    public sealed class Https() : Server([new("Protocol:Issuer", Issuer)])
    {
        public const string Issuer = "https://id.example.com";
    }
}
