using System.Buffers.Text;
using System.Text.Json.Nodes;

namespace AuthServer.Protocol.Tests.Registration;

/// <summary>What a registration may say (RFC 7591 §2, OIDC Registration 1.0 §2).</summary>
public sealed class MetadataTests(Server server) : IClassFixture<Server>
{
    private const string PublicKey = """{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}""";

    /// <summary>What is wrong, and its code; the rest of the document is good.</summary>
    public static TheoryData<string, string> Bad { get; } = new()
    {
        { """{"redirect_uris":null}""", "invalid_redirect_uri" },
        { """{"redirect_uris":[]}""", "invalid_redirect_uri" },
        { """{"redirect_uris":["https://app.example.com/cb","https://app.example.com/cb"]}""", "invalid_redirect_uri" },
        { """{"redirect_uris":"https://app.example.com/cb"}""", "invalid_client_metadata" },
        { """{"redirect_uris":[null]}""", "invalid_client_metadata" },
        { """{"redirect_uris":[1]}""", "invalid_client_metadata" },
        { """{"redirect_uris":{"0":"https://app.example.com/cb"}}""", "invalid_client_metadata" },
        { """{"client_name":""}""", "invalid_client_metadata" },
        { """{"client_name":["a"]}""", "invalid_client_metadata" },
        { """{"client_name":"Bank\u202eknaB"}""", "invalid_client_metadata" },
        { """{"client_name":"two\nlines"}""", "invalid_client_metadata" },
        { """{"client_name":"\ud800"}""", "invalid_client_metadata" },
        { """{"application_type":"desktop"}""", "invalid_client_metadata" },
        { """{"grant_types":["implicit"]}""", "invalid_client_metadata" },
        { """{"grant_types":[]}""", "invalid_client_metadata" },
        { """{"grant_types":["password"]}""", "invalid_client_metadata" },
        { """{"grant_types":["urn:authplatform:grant-type:pin"]}""", "invalid_client_metadata" },
        { """{"grant_types":["client_credentials"]}""", "invalid_client_metadata" },
        { """{"response_types":["token"]}""", "invalid_client_metadata" },
        { """{"response_types":["code id_token"]}""", "invalid_client_metadata" },
        { """{"response_types":["code"],"grant_types":["refresh_token"]}""", "invalid_client_metadata" },
        { """{"scope":"openid  profile"}""", "invalid_client_metadata" },
        { """{"scope":["openid"]}""", "invalid_client_metadata" },
        { """{"contacts":"ops@example.com"}""", "invalid_client_metadata" },
        { """{"token_endpoint_auth_method":"client_secret_jwt"}""", "invalid_client_metadata" },
        { """{"token_endpoint_auth_method":"private_key_jwt"}""", "invalid_client_metadata" },
        { """{"token_endpoint_auth_signing_alg":"none"}""", "invalid_client_metadata" },
        { """{"id_token_signed_response_alg":"none"}""", "invalid_client_metadata" },
        { """{"id_token_signed_response_alg":"HS256"}""", "invalid_client_metadata" },
        { """{"userinfo_signed_response_alg":"RS1"}""", "invalid_client_metadata" },
        { """{"request_object_signing_alg":"none"}""", "invalid_client_metadata" },
        { """{"require_signed_request_object":true}""", "invalid_client_metadata" },
        { """{"subject_type":"secret"}""", "invalid_client_metadata" },
        { """{"default_max_age":-1}""", "invalid_client_metadata" },
        { """{"default_max_age":"60"}""", "invalid_client_metadata" },
        { """{"default_max_age":99999999999}""", "invalid_client_metadata" },
        { """{"require_auth_time":"true"}""", "invalid_client_metadata" },
        { """{"default_acr_values":["urn:example:unknown"]}""", "invalid_client_metadata" },
        { """{"jwks":"{}"}""", "invalid_client_metadata" },
        { """{"jwks":{"keys":[{"kid":"\ud800"}]}}""", "invalid_client_metadata" },
        { """{"jwks":{"keys":[{"\ud800":1}]}}""", "invalid_client_metadata" },
        { """{"jwks":{"\ud800":1,"keys":[]}}""", "invalid_client_metadata" },
        { """{"jwks":{}}""", "invalid_client_metadata" },
        { """{"jwks":{"keys":[{"kty":"oct","k":"c2VjcmV0"}]}}""", "invalid_client_metadata" },
        { """{"jwks":{"keys":[{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0","d":"jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI"}]}}""", "invalid_client_metadata" },
        { """{"jwks":{"keys":[{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}]},"jwks_uri":"https://app.example.com/jwks"}""", "invalid_client_metadata" },
        { """{"jwks":{"keys":[{"kty":"RSA","e":"AQAB","n":"nv5YBa46Eou816F9lHQB6SHB7P41vhEl41gHYm4bccg-u60hET1GMOmyxxqu5llgvoPOaLxW2uGxMZs2ooeiZuucPmThQ6hFl_pfCY8TsfpSt2YrSWFrvxk9U8j6GxJuafNmPSdtnSyiaLzSkfeTh9o9iIDRFgplFWOD31TLtkE"}]}}""", "invalid_client_metadata" },
        { "{\"jwks\":{\"keys\":[" + string.Join(',', Enumerable.Repeat(PublicKey, 21)) + "]}}", "invalid_client_metadata" },
        { """{"jwks_uri":"file:///etc/passwd"}""", "invalid_client_metadata" },
        { """{"post_logout_redirect_uris":["javascript:alert(1)"]}""", "invalid_client_metadata" },
        { """{"backchannel_logout_uri":"http://app.example.com/out"}""", "invalid_client_metadata" },
        { """{"frontchannel_logout_uri":"https://app.example.com/out#f"}""", "invalid_client_metadata" },
        { """{"initiate_login_uri":"http://app.example.com/"}""", "invalid_client_metadata" },
        { """{"software_statement":"eyJhbGciOiJSUzI1NiJ9.e30.c2ln"}""", "unapproved_software_statement" },
    };

    /// <summary>AU4: what no redirect URI may be, and no page of a client either.</summary>
    public static TheoryData<string> NeverUris { get; } =
    [
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,hi", "file:///etc/passwd", "blob:https://app.example.com/1", "vbscript:x", "view-source:https://app.example.com/", "about:blank",
        "myapp:/cb", "https://app.example.com/cb#f", "https://app.example.com/cb#", "https://u@app.example.com/cb", "https://u:p@app.example.com/cb", "https:app.example.com/cb", "//app.example.com/cb", "/cb", "",
        " https://app.example.com/cb", "https://app.example.com/c b", "https://app.example.com\\cb", "https://app.example.com/cb\n", "https://äpp.example.com/cb", "https://app.example.com/<script>", "http://app.example.com/cb", "ftp://app.example.com/cb", "HTTPS://app.example.com/cb",
    ];

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task Bad_metadata_is_refused_with_its_code(string changes, string error)
    {
        var metadata = Registering.Metadata();
        // As text: some of it is no JSON that a node could hold.
        var members = metadata.Where(m => !changes.Contains($"\"{m.Key}\":", StringComparison.Ordinal)).Select(m => $"\"{m.Key}\":{m.Value!.ToJsonString()},");
        Registering.Refused(await server.SendAsync(HttpMethod.Post, "/connect/register", Registering.Token, $"{{{string.Concat(members)}{changes[1..]}"), error, changes);
    }

    [Theory]
    [MemberData(nameof(NeverUris))]
    public async Task Uri_that_a_browser_would_run_or_misread_is_registered_nowhere(string uri)
    {
        foreach (var type in new[] { "web", "native" })
            Registering.Refused(await server.RegisterAsync(Registering.Metadata(("application_type", type), ("redirect_uris", Registering.Json(uri)))), "invalid_redirect_uri", uri);
        foreach (var member in new[] { "client_uri", "logo_uri", "policy_uri", "tos_uri", "jwks_uri", "sector_identifier_uri", "backchannel_logout_uri", "frontchannel_logout_uri", "initiate_login_uri" })
            Registering.Refused(await server.RegisterAsync(Registering.Metadata((member, uri))), "invalid_client_metadata", $"{member} {uri}");
    }

    [Theory]
    [InlineData("web", "https://app.example.com/*")]
    [InlineData("web", "com.example.app:/cb")]
    [InlineData("native", "http://10.0.0.1/cb")]
    public async Task Redirect_uri_that_is_not_for_the_kind_of_client_is_refused(string type, string uri) =>
        Registering.Refused(await server.RegisterAsync(Registering.Metadata(("application_type", type), ("redirect_uris", Registering.Json(uri)))), "invalid_redirect_uri", uri);

    [Theory]
    [InlineData("web", "https://app.example.com/cb?tenant=1")]
    [InlineData("web", "https://app.example.com:8443/cb")]
    [InlineData("web", "http://localhost:8080/cb")]
    [InlineData("native", "com.example.app:/cb")]
    [InlineData("native", "http://127.0.0.1/cb")]
    [InlineData("native", "http://[::1]/cb")]
    public async Task Redirect_uri_that_belongs_to_its_client_is_kept_as_it_is(string type, string uri)
    {
        var answer = await server.RegisteredAsync(("application_type", type), ("redirect_uris", Registering.Json(uri)), ("token_endpoint_auth_method", "none"));
        Assert.Equal([uri], answer.Json!["redirect_uris"]!.AsArray().Select(u => u!.ToString()));
    }

    /// <summary>Keys that are weaker, slower or other than what they seem.</summary>
    public static TheoryData<string> WeakKeys { get; } =
    [
        // 1024 bits behind 128 bytes of zeros.
        RsaKey(256, 128, 1, 0, 1), RsaKey(255, 0, 1, 0, 1), RsaKey(1025, 0, 1, 0, 1),
        RsaKey(256, 0, 1), RsaKey(256, 0, 2), RsaKey(256, 0, 1, 0, 0), RsaKey(256, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1), RsaKey(256, 0), RsaKey(256, 256, 1, 0, 1),
        RsaKey(256, 0, 1, 0, 1).Replace("\"RSA\"", "\"RSA\",\"alg\":\"RS512\"", StringComparison.Ordinal), RsaKey(256, 0, 1, 0, 1).Replace("\"RSA\"", "\"RSA\",\"alg\":\"ES256\"", StringComparison.Ordinal),
        RsaKey(256, 0, 1, 0, 1).Replace("\"RSA\"", "\"RSA\",\"alg\":7", StringComparison.Ordinal), RsaKey(256, 0, 1, 0, 1).Replace("\"RSA\"", "\"RSA\",\"use\":\"enc\"", StringComparison.Ordinal),
        RsaKey(256, 0, 1, 0, 1).Replace("\"RSA\"", "\"RSA\",\"key_ops\":[\"sign\"]", StringComparison.Ordinal),
        PublicKey.Replace("\"EC\"", "\"EC\",\"alg\":\"RS256\"", StringComparison.Ordinal), PublicKey.Replace("\"EC\"", "\"EC\",\"alg\":\"ES384\"", StringComparison.Ordinal),
        // Not on the curve, and not of its size.
        PublicKey.Replace("f83O", "f83P", StringComparison.Ordinal), PublicKey.Replace("f83O", "", StringComparison.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(WeakKeys))]
    public async Task Key_that_is_weaker_slower_or_other_than_it_seems_is_passed_over(string key)
    {
        Registering.Refused(await server.RegisterAsync(Registering.Metadata(("jwks", JsonNode.Parse($$"""{"keys":[{{key}}]}""")))), "invalid_client_metadata", key);
        await server.RegisteredAsync(("jwks", JsonNode.Parse($$"""{"keys":[{{key}},{{PublicKey}}]}""")));
    }

    [Fact]
    public async Task Rsa_key_of_2048_to_8192_bits_is_good_whatever_zeros_stand_before_it()
    {
        foreach (var key in new[] { RsaKey(256, 0, 1, 0, 1), RsaKey(257, 1, 1, 0, 1), RsaKey(1024, 0, 3), RsaKey(256, 0, 0, 1, 0, 1), RsaKey(256, 0, 1, 0, 0, 0, 0, 0, 0, 1) })
            await server.RegisteredAsync(("jwks", JsonNode.Parse($$"""{"keys":[{{key}}]}""")));
    }

    [Fact]
    public async Task Keys_are_kept_as_they_are()
    {
        var answer = await server.RegisteredAsync(("jwks", new JsonObject { ["keys"] = new JsonArray(JsonNode.Parse(PublicKey)) }));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(PublicKey), Assert.Single(answer.Json!["jwks"]!["keys"]!.AsArray())), answer.Text);
    }

    [Theory]
    [InlineData("", "application/json")]
    [InlineData("[]", "application/json")]
    [InlineData("null", "application/json")]
    [InlineData("{", "application/json")]
    [InlineData("{} {}", "application/json")]
    [InlineData("{\"client_name\":\"a\",\"client_name\":\"b\",\"redirect_uris\":[\"https://app.example.com/cb\"]}", "application/json")]
    [InlineData("{\"x\":1,\"x\":2,\"redirect_uris\":[\"https://app.example.com/cb\"]}", "application/json")]
    [InlineData("{\"x\":[[[[[[[[[[1]]]]]]]]]],\"redirect_uris\":[\"https://app.example.com/cb\"]}", "application/json")]
    [InlineData("{\"redirect_uris\":[\"https://app.example.com/cb\"]}", "text/plain")]
    [InlineData("{\"redirect_uris\":[\"https://app.example.com/cb\"]}", "application/json; charset=utf-16")]
    [InlineData("redirect_uris=https%3A%2F%2Fapp.example.com%2Fcb", "application/x-www-form-urlencoded")]
    public async Task Body_that_is_not_one_json_object_is_refused(string body, string contentType) =>
        Registering.Refused(await server.SendAsync(HttpMethod.Post, "/connect/register", Registering.Token, body, contentType), "invalid_client_metadata", body);

    [Fact]
    public async Task Body_over_the_limit_is_refused()
    {
        var answer = await server.RegisterAsync(Registering.Metadata(("unknown", new string('x', 64 * 1024))));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.Status);
    }

    [Fact]
    public async Task Bytes_that_are_not_utf8_are_refused()
    {
        byte[] body = [.. "{\"x\":\""u8, 0xff, .. "\",\"redirect_uris\":[\"https://app.example.com/cb\"]}"u8];
        Registering.Refused(await server.PostRawAsync("/connect/register", body, "application/json", new("Bearer", Registering.Token)), "invalid_client_metadata");
    }

    [Fact]
    public async Task Members_of_ours_and_unknown_ones_have_no_effect_and_are_not_told()
    {
        var asked = new (string, JsonNode?)[]
        {
            ("first_party", true), ("enabled", false), ("require_pkce", false), ("require_consent", false), ("access_token_lifetime", 86400), ("access_token_format", "reference"), ("client_id", "worker"),
            ("client_secret", "of-my-own"), ("origin", "Administrator"), ("roles", new JsonArray("admin")), ("client_name#de", "Beispiel"), ("jwks_uris", 7), ("token_endpoint_auth_method", "none"),
        };
        var answer = await server.RegisteredAsync(asked);
        foreach (var (name, _) in asked.Where(a => a.Item1 is not "client_id" and not "token_endpoint_auth_method")) Assert.False(answer.Json!.ContainsKey(name), name);
        Assert.NotEqual("worker", answer["client_id"]);
        await using var db = await server.DbAsync();
        var client = Assert.Single(db.Clients, c => c.ClientId == answer["client_id"]);
        Assert.Equal((false, true, true, true, false), (client.FirstParty, client.Enabled, client.RequirePkce, client.AsksConsent, client.ReferenceTokens));
        Assert.Null(client.AccessTokenSeconds);
        Assert.DoesNotContain("Beispiel", await server.OAuth.Http.GetStringAsync("/.well-known/openid-configuration"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scopes_beyond_what_is_allowed_are_left_out_and_the_answer_shows_it()
    {
        Assert.Equal("openid email", (await server.RegisteredAsync(("scope", "openid admin email verifications:review no-such-scope")))["scope"]);
        var everything = (await server.RegisteredAsync())["scope"]!.Split(' ');
        Assert.Contains("openid", everything);
        Assert.DoesNotContain("admin", everything);
    }

    private static string RsaKey(int bytes, int zeros, params byte[] exponent)
    {
        var modulus = Enumerable.Repeat((byte)0xff, bytes).ToArray();
        modulus.AsSpan(0, zeros).Clear();
        return new JsonObject { ["kty"] = "RSA", ["n"] = Base64Url.EncodeToString(modulus), ["e"] = Base64Url.EncodeToString(exponent) }.ToJsonString();
    }
}
