using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using AuthServer.Validation.Tests.Support;

namespace AuthServer.Validation.Tests;

public sealed class AccessTokenTests(AccessTokenTests.Api api) : IClassFixture<AccessTokenTests.Api>
{
    private TestApi Host => api.Host;

    [Fact]
    public async Task Good_token_is_accepted_under_its_own_claim_names()
    {
        using var answer = await Host.GetAsync("/read", Host.Token());
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var claims = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("sub=0198c2b1-0000-7000-8000-000000000001", claims, StringComparison.Ordinal);
        Assert.Contains("scope=users:read scope=users:write", claims, StringComparison.Ordinal);
        Assert.Contains("roles=customer", claims, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("application/at+jwt")]
    [InlineData("AT+JWT")]
    public async Task Type_is_compared_without_case_and_prefix(string type) =>
        await Expect(HttpStatusCode.OK, Host.Issuer.Sign(TestIssuer.Header(type), Claims()));

    [Fact]
    public async Task Audience_may_be_a_list() =>
        await Expect(HttpStatusCode.OK, Host.Token(claims => claims["aud"] = new JsonArray("other", TestIssuer.Audience)));

    public static TheoryData<string> Changes => [.. HeaderChanges.Keys, .. ClaimChanges.Keys];

    private static readonly Dictionary<string, Action<JsonObject>> HeaderChanges = new()
    {
        ["alg none"] = header => header["alg"] = "none",
        ["alg None"] = header => header["alg"] = "None",
        ["alg nOnE"] = header => header["alg"] = "nOnE",
        ["alg empty"] = header => header["alg"] = "",
        ["alg absent"] = header => header.Remove("alg"),
        ["alg null"] = header => header["alg"] = null,
        ["alg RS256"] = header => header["alg"] = "RS256",
        ["alg PS256"] = header => header["alg"] = "PS256",
        ["alg ES384"] = header => header["alg"] = "ES384",
        ["alg in another case"] = header => header["alg"] = "es256",
        ["kid absent"] = header => header.Remove("kid"),
        ["kid empty"] = header => header["kid"] = "",
        ["kid unknown"] = header => header["kid"] = "key-9",
        ["kid a path"] = header => header["kid"] = "../../x",
        ["kid SQL"] = header => header["kid"] = "' OR 1=1 --",
        ["kid URL"] = header => header["kid"] = "http://evil.example/key",
        ["kid of 129 characters"] = header => header["kid"] = new string('k', 129),
        ["kid a number"] = header => header["kid"] = 1,
        ["typ absent"] = header => header.Remove("typ"),
        ["typ JWT (an ID token)"] = header => header["typ"] = "JWT",
        ["typ logout+jwt"] = header => header["typ"] = "logout+jwt",
        ["typ secevent+jwt"] = header => header["typ"] = "secevent+jwt",
        ["typ at+jwt with space"] = header => header["typ"] = "at+jwt ",
        ["crit unknown"] = header => header["crit"] = new JsonArray("exp"),
        ["crit empty"] = header => header["crit"] = new JsonArray(),
        ["b64 false"] = header => (header["b64"], header["crit"]) = (false, new JsonArray("b64")),
        ["b64 false without crit"] = header => header["b64"] = false,
    };

    private static readonly Dictionary<string, Action<JsonObject>> ClaimChanges = new()
    {
        ["iss absent"] = claims => claims.Remove("iss"),
        ["iss with trailing slash"] = claims => claims["iss"] = claims["iss"]!.GetValue<string>() + "/",
        ["iss in another case"] = claims => claims["iss"] = claims["iss"]!.GetValue<string>().ToUpperInvariant(),
        ["aud absent"] = claims => claims.Remove("aud"),
        ["aud other"] = claims => claims["aud"] = "auth-admin",
        ["aud with trailing slash"] = claims => claims["aud"] = TestIssuer.Audience + "/",
        ["aud list with a number"] = claims => claims["aud"] = new JsonArray(TestIssuer.Audience, 1),
        ["sub absent"] = claims => claims.Remove("sub"),
        ["sub empty"] = claims => claims["sub"] = "",
        ["sub a number"] = claims => claims["sub"] = 7,
        ["client_id absent"] = claims => claims.Remove("client_id"),
        ["jti absent"] = claims => claims.Remove("jti"),
        ["iat absent"] = claims => claims.Remove("iat"),
        ["iat in the future"] = claims => claims["iat"] = claims["iat"]!.GetValue<long>() + 31,
        ["exp absent"] = claims => claims.Remove("exp"),
        ["exp a string"] = claims => claims["exp"] = claims["exp"]!.GetValue<long>().ToString(System.Globalization.CultureInfo.InvariantCulture),
        ["exp negative"] = claims => claims["exp"] = -1,
        ["exp beyond all dates"] = claims => claims["exp"] = long.MaxValue,
        ["exp a fraction"] = claims => claims["exp"] = 4_000_000_000.5,
        ["expired for 31 seconds"] = claims => claims["exp"] = claims["iat"]!.GetValue<long>() - 31,
        ["nbf a string"] = claims => claims["nbf"] = "1",
        ["nbf in the future"] = claims => claims["nbf"] = claims["iat"]!.GetValue<long>() + 31,
        ["scope a list"] = claims => claims["scope"] = new JsonArray("users:read"),
        ["bound to a key"] = claims => claims["cnf"] = new JsonObject { ["jkt"] = "x" },
    };

    [Theory, MemberData(nameof(Changes))]
    public async Task Changed_token_is_refused(string change)
    {
        var (header, claims) = (TestIssuer.Header(), Claims());
        (HeaderChanges.GetValueOrDefault(change) is { } changeHeader ? () => changeHeader(header) : (Action)(() => ClaimChanges[change](claims)))();
        await Expect(HttpStatusCode.Unauthorized, Host.Issuer.Sign(header, claims));
    }

    [Fact]
    public async Task Token_that_expired_29_seconds_ago_is_accepted() =>
        await Expect(HttpStatusCode.OK, Host.Token(claims => claims["exp"] = claims["iat"]!.GetValue<long>() - 29));

    public static TheoryData<string> Spellings => [.. Mangled.Keys];

    private static readonly Dictionary<string, Func<string, string>> Mangled = new()
    {
        ["padded header"] = token => Part(token, 0, part => part + "="),
        ["padded signature"] = token => token + "==",
        ["left-over bits"] = token => token[..^1] + NextInAlphabet(token[^1]),
        ["plus and slash alphabet"] = token => token.Replace('-', '+').Replace('_', '/') + "+",
        ["white space inside"] = token => Part(token, 1, part => part.Insert(4, "\n")),
        ["fourth segment"] = token => token + ".e30",
        ["five segments (a JWE)"] = token => token + ".e30.e30",
        ["trailing dot"] = token => token + ".",
        ["no signature"] = token => token[..(token.LastIndexOf('.') + 1)],
        ["two segments"] = token => token[..token.LastIndexOf('.')],
        ["flipped signature"] = token => Part(token, 2, part => (part[0] == 'A' ? 'B' : 'A') + part[1..]),
        ["short signature"] = token => Part(token, 2, part => part[..40]),
        ["only dots"] = _ => "..",
        ["one hundred thousand dots"] = _ => new string('.', 100_000),
        ["a megabyte"] = token => token + new string('A', 1_000_000),
        ["not a token"] = _ => "abc",
        ["PBES2 with ten rounds of a billion"] = _ => TestIssuer.Encode("""{"alg":"PBES2-HS256+A128KW","enc":"A128CBC-HS256","p2c":1000000000,"p2s":"AAAA","typ":"at+jwt","kid":"key-1"}""") + ".AAAA.AAAA.AAAA.AAAA",
    };

    [Theory, MemberData(nameof(Spellings))]
    public async Task Token_has_one_spelling(string spelling) =>
        await Expect(Mangled[spelling](Host.Token()), HttpStatusCode.Unauthorized, HttpStatusCode.BadRequest);

    public static TheoryData<string, string> Texts => new()
    {
        { """{"alg":"ES256","alg":"ES256","typ":"at+jwt","kid":"key-1"}""", "" },
        { """{"alg":"ES256","typ":"at+jwt","kid":"key-9","kid":"key-1"}""", "" },
        { """{"alg":"ES256","typ":"at+jwt","kid":"key-1"} x""", "" },
        { """{"alg":"ES256","typ":"at+jwt","kid":"key-1"}""" + "\0", "" },
        { """[{"alg":"ES256","typ":"at+jwt","kid":"key-1"}]""", "" },
        { """{"alg":"ES256","typ":"at+jwt","kid":"\ud800"}""", "" },
        { "", "," + "\"sub\":\"someone-else\"" },
        { "", ",\"a\":{\"b\":1,\"b\":2}" },
        { "", ",\"s\\u0075b\":\"someone-else\"" },
        { "", "}" },
        { "", ",\"a\":" + new string('[', 40) + new string(']', 40) },
    };

    [Theory, MemberData(nameof(Texts))]
    public async Task Token_is_two_plain_JSON_objects_without_repeats(string header, string more)
    {
        var payload = Claims().ToJsonString();
        payload = more == "}" ? payload + more : payload[..^1] + more + "}";
        await Expect(HttpStatusCode.Unauthorized, Host.Issuer.Sign(header.Length == 0 ? TestIssuer.Header().ToJsonString() : header, payload));
    }

    [Fact]
    public async Task Public_key_is_no_HMAC_secret()
    {
        var pem = Host.Issuer.Key.ExportSubjectPublicKeyInfoPem();
        byte[][] secrets = [Encoding.ASCII.GetBytes(pem), Encoding.ASCII.GetBytes(pem + "\n"), Host.Issuer.Key.ExportSubjectPublicKeyInfo()];
        foreach (var secret in secrets)
        {
            var header = TestIssuer.Header();
            header["alg"] = "HS256";
            var input = TestIssuer.Encode(header.ToJsonString()) + "." + TestIssuer.Encode(Claims().ToJsonString());
            var mac = HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(input));
            await Expect(HttpStatusCode.Unauthorized, input + "." + System.Buffers.Text.Base64Url.EncodeToString(mac));
        }
    }

    [Fact]
    public async Task Key_inside_the_token_is_ignored()
    {
        using var foreign = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var point = foreign.ExportParameters(false).Q;
        var header = TestIssuer.Header();
        header["jwk"] = new JsonObject { ["kty"] = "EC", ["crv"] = "P-256", ["x"] = System.Buffers.Text.Base64Url.EncodeToString(point.X), ["y"] = System.Buffers.Text.Base64Url.EncodeToString(point.Y) };
        header["jku"] = "http://127.0.0.1:1/keys";
        header["x5u"] = "http://127.0.0.1:1/cert";
        var input = TestIssuer.Encode(header.ToJsonString()) + "." + TestIssuer.Encode(Claims().ToJsonString());
        var signature = foreign.SignData(Encoding.ASCII.GetBytes(input), HashAlgorithmName.SHA256);
        await Expect(HttpStatusCode.Unauthorized, input + "." + System.Buffers.Text.Base64Url.EncodeToString(signature));
    }

    private JsonObject Claims() => Host.Issuer.Claims(Host.Clock.GetUtcNow());

    private Task Expect(HttpStatusCode status, string token) => Expect(token, status);

    private async Task Expect(string token, params HttpStatusCode[] statuses)
    {
        using var answer = await Host.GetAsync("/read", token);
        Assert.Contains(answer.StatusCode, statuses);
        if (answer.StatusCode == HttpStatusCode.Unauthorized)
            Assert.Contains("error=\"invalid_token\"", answer.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
    }

    private static string Part(string token, int index, Func<string, string> change)
    {
        var parts = token.Split('.');
        parts[index] = change(parts[index]);
        return string.Join('.', parts);
    }

    // The last character of 64 bytes carries two bits; its neighbour differs only in those that are left over.
    private static char NextInAlphabet(char last)
    {
        const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        return Alphabet[Alphabet.IndexOf(last, StringComparison.Ordinal) + 1];
    }

    public sealed class Api : IAsyncLifetime
    {
        internal TestApi Host { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Host = await TestApi.StartAsync();

        public ValueTask DisposeAsync() => Host.DisposeAsync();
    }
}
