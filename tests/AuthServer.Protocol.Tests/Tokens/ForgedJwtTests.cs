using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.Tokens;

namespace AuthServer.Protocol.Tests.Tokens;

/// <summary>JWTs that libraries have been talked into (RFC 8725), at every place of this server that takes one.</summary>
public sealed class ForgedJwtTests(Server server) : IClassFixture<Server>
{
    private static readonly string[] Types = ["JWT", "at+jwt", "AT+JWT", "application/at+jwt", "logout+jwt", "secevent+jwt", "dpop+jwt"];

    private static string Encode(string text) => Base64UrlEncoder.Encode(text);

    private static string WithHeader(string jwt, string header) => $"{Encode(header)}.{jwt.Split('.')[1]}.{jwt.Split('.')[2]}";

    private static string WithPayload(string jwt, string payload) => $"{jwt.Split('.')[0]}.{Encode(payload)}.{jwt.Split('.')[2]}";

    private static string Hmac(string header, string payload, byte[] key)
    {
        var content = $"{Encode(header)}.{Encode(payload)}";
        return $"{content}.{Base64UrlEncoder.Encode(HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(content)))}";
    }

    private static string Signed(string header, string payload)
    {
        using var stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var content = $"{Encode(header)}.{Encode(payload)}";
        return $"{content}.{Base64UrlEncoder.Encode(stranger.SignData(Encoding.ASCII.GetBytes(content), HashAlgorithmName.SHA256))}";
    }

    private async Task<JsonObject> JwkAsync(string kty)
    {
        var keys = JsonNode.Parse(await server.OAuth.Http.GetStringAsync("/.well-known/jwks"))!["keys"]!.AsArray();
        return keys.Select(k => k!.AsObject()).First(k => k["kty"]!.ToString() == kty);
    }

    private async Task<IEnumerable<string>> ForgeriesAsync(string good)
    {
        var (header, payload) = (OAuth.Header(good).ToJsonString(), OAuth.Payload(good).ToJsonString());
        var (h, p, s) = (good.Split('.')[0], good.Split('.')[1], good.Split('.')[2]);
        var kid = OAuth.Header(good)["kid"]!.ToString();
        var typ = OAuth.Header(good)["typ"]!.ToString();
        var (ec, rsa) = (await JwkAsync("EC"), await JwkAsync("RSA"));
        using var rsaKey = RSA.Create(new RSAParameters { Modulus = Base64UrlEncoder.DecodeBytes(rsa["n"]!.ToString()), Exponent = Base64UrlEncoder.DecodeBytes(rsa["e"]!.ToString()) });
        var pem = rsaKey.ExportSubjectPublicKeyInfoPem();
        var hs256 = $$"""{"alg":"HS256","kid":"{{kid}}","typ":"{{typ}}"}""";

        var list = new List<string>();
        // alg none, with and without the signature
        foreach (var none in new[] { "none", "None", "nOnE", "NONE", "", " none" })
        {
            var unsigned = $$"""{"alg":"{{none}}","kid":"{{kid}}","typ":"{{typ}}"}""";
            list.AddRange([$"{Encode(unsigned)}.{p}.", $"{Encode(unsigned)}.{p}", $"{Encode(unsigned)}.{p}.{s}"]);
        }
        list.AddRange([$"{Encode($$"""{"typ":"{{typ}}"}""")}.{p}.", $"{h}.{p}.", $"{h}.{p}", $"{h}.{p}.{s}.", $".{p}.{s}", $"{h}..{s}", "..", "...", "."]);
        // The public key as a shared secret
        foreach (var key in new[] { pem, pem + "\n", pem.ReplaceLineEndings(""), ec.ToJsonString(), rsa.ToJsonString(), ec["x"]!.ToString(), rsa["n"]!.ToString() }) list.Add(Hmac(hs256, payload, Encoding.UTF8.GetBytes(key)));
        list.AddRange([Hmac(hs256, payload, rsaKey.ExportSubjectPublicKeyInfo()), Hmac(hs256, payload, Base64UrlEncoder.DecodeBytes(ec["x"]!.ToString())), Hmac(hs256, payload, [])]);
        // Another's key, named or brought along
        using var stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var jwk = JsonWebKeyConverter.ConvertFromECDsaSecurityKey(new ECDsaSecurityKey(stranger));
        foreach (var more in new[]
        {
            "", $$""","jwk":{"kty":"EC","crv":"P-256","x":"{{jwk.X}}","y":"{{jwk.Y}}"}""", ""","jku":"http://127.0.0.1:9/jwks" """, ""","x5u":"http://127.0.0.1:9/cert" """, ""","x5c":["MIIB"]""",
            ""","crit":["b64"],"b64":false""", ""","crit":["x"],"x":1""", ""","zip":"DEF" """, ""","cty":"JWT" """,
        })
        {
            list.Add(Signed($$"""{"alg":"ES256","kid":"{{kid}}","typ":"{{typ}}"{{more}}}""", payload));
            list.Add(WithHeader(good, header[..^1] + more + "}"));
        }
        foreach (var other in new[] { "ES384", "ES512", "RS256", "RS512", "PS256", "EdDSA", "es256", "HS512", "A256GCMKW", "dir" })
            list.Add(WithHeader(good, $$"""{"alg":"{{other}}","kid":"{{(other[0] is 'R' or 'P' ? rsa : ec)["kid"]}}","typ":"{{typ}}"}"""));
        foreach (var name in new[] { "", "../../../etc/passwd", "' OR 1=1 --", "http://127.0.0.1:9/", new string('k', 10_000) }) list.Add(Signed($$"""{"alg":"ES256","kid":"{{name}}","typ":"{{typ}}"}""", payload));
        list.Add(Signed($$"""{"alg":"ES256","typ":"{{typ}}"}""", payload));
        // Names that come twice; other types; other spellings of the header
        list.AddRange([WithHeader(good, header[..^1] + ""","alg":"none"}"""), WithHeader(good, header[..^1] + $$""","kid":"{{kid}}"}"""), WithPayload(good, payload[..^1] + ""","sub":"admin"}""")]);
        foreach (var type in Types.Where(t => t != typ)) list.Add(WithHeader(good, header.Replace($"\"{typ}\"", $"\"{type}\"", StringComparison.Ordinal)));
        list.AddRange([WithHeader(good, header + " "), WithHeader(good, " " + header), WithHeader(good, header.Replace(",", ", ", StringComparison.Ordinal)), WithPayload(good, payload + " "), WithPayload(good, payload + "{}"), WithPayload(good, payload.Replace("\"exp\":", "\"exp\":9", StringComparison.Ordinal))]);
        // Other spellings of the same bytes
        list.AddRange([good + "=", good + "==", $"{h}=.{p}.{s}", $"{h}.{p}=.{s}", $"{h}.{p}.{s[..^1]}", $"{h}.{p}.{s}A", $"{h}.{p}.{s}AAAA", $"{h}.{p}.{NonCanonical(s)}", good.Replace("_", "/", StringComparison.Ordinal).Replace("-", "+", StringComparison.Ordinal) + "=", $"{h}\t.{p}.{s}"]);
        // A signature in DER, zeros, the two halves swapped
        var raw = Base64UrlEncoder.DecodeBytes(s);
        list.AddRange([$"{h}.{p}.{Base64UrlEncoder.Encode(new byte[raw.Length])}", $"{h}.{p}.{Base64UrlEncoder.Encode([.. raw[(raw.Length / 2)..], .. raw[..(raw.Length / 2)]])}", $"{h}.{p}.{Base64UrlEncoder.Encode([0x30, 0x44, .. raw])}"]);
        // Shapes of JWE, nested and JSON serialisation, sizes
        list.AddRange(["{\"payload\":\"" + p + "\",\"protected\":\"" + h + "\",\"signature\":\"" + s + "\"}", $"{Encode("""{"alg":"RSA-OAEP","enc":"A256GCM"}""")}.{p}.{s}.{p}.{s}", $"{Encode("""{"alg":"PBES2-HS256+A128KW","p2c":1000000000,"p2s":"AA","enc":"A128GCM"}""")}.{p}.{s}.{p}.{s}", new string('.', 8000), new string('a', 15_000), h + "." + new string('a', 12_000) + "." + s]);
        list.AddRange(OAuthTokens.Flipped(good, 25));
        return list.Where(t => t != good && t.Length > 0);
    }

    // The last character of a signature of 64 or 256 bytes has spare bits.
    private static string NonCanonical(string signature) => signature[..^1] + (char)(signature[^1] + (signature[^1] is 'Z' or 'z' or '9' ? -1 : 1));

    [Fact]
    public async Task Userinfo_refuses_every_forged_access_token_at_once()
    {
        var good = Expect.Tokens(await server.PinAsync()).AccessToken;
        Assert.Equal(HttpStatusCode.OK, (await server.OAuth.UserInfoAsync(good)).Status);
        foreach (var forged in await ForgeriesAsync(good))
        {
            var started = Stopwatch.GetTimestamp();
            using var request = new HttpRequestMessage(HttpMethod.Post, "/connect/userinfo") { Content = new FormUrlEncodedContent([KeyValuePair.Create("access_token", forged)]) };
            var answer = await OAuthAnswer.OfAsync(await server.OAuth.Http.SendAsync(request));
            Assert.True((answer.Status, answer.Error) == (HttpStatusCode.Unauthorized, "invalid_token"), $"{(int)answer.Status} {answer.Text} for {forged}");
            Assert.InRange(Stopwatch.GetElapsedTime(started).TotalSeconds, 0, 1);
        }
    }

    [Fact]
    public async Task Introspection_calls_no_forged_access_token_active()
    {
        var good = Expect.Tokens(await server.PinAsync()).AccessToken;
        Assert.True((await server.OAuth.IntrospectAsync(good)).Active);
        foreach (var forged in await ForgeriesAsync(good)) Assert.False((await server.OAuth.IntrospectAsync(forged)).Active, forged);
    }

    [Theory]
    [InlineData("web")]
    [InlineData("spa")]
    public async Task Logout_and_authorize_refuse_every_forged_hint(string client)
    {
        using var browser = await server.SignedInAsync();
        var good = client == "web" ? await WebIdTokenAsync() : Expect.Tokens(await server.PinAsync()).IdToken;
        foreach (var forged in await ForgeriesAsync(good))
        {
            using var logout = await browser.PostAsync("/connect/endsession", [new("id_token_hint", forged)]);
            Assert.True(logout.StatusCode == HttpStatusCode.BadRequest, $"{(int)logout.StatusCode} for {forged}");
            if (forged.Length > 3000) continue;
            using var authorize = await browser.GetAsync(OAuth.AuthorizeUrl(("id_token_hint", forged), ("prompt", "none")));
            Assert.True(OAuth.Answer(authorize).GetValueOrDefault("error") == "invalid_request", $"{(int)authorize.StatusCode} for {forged}");
        }
    }

    [Fact]
    public async Task Token_of_a_megabyte_or_a_hundred_thousand_dots_is_refused_by_its_size()
    {
        foreach (var huge in new[] { new string('.', 100_000), new string('a', 1_000_000) }) await server.RefusesHeaderAsync("/connect/userinfo", "Bearer " + huge);
        Expect.Challenge(await server.OAuth.UserInfoAsync("still.here.x"), "invalid_token");
    }

    [Fact]
    public async Task Token_of_another_server_is_refused()
    {
        await using var other = AuthServerHost.Stranger();
        using var app = new OAuth(other);
        var foreign = Expect.Tokens(await app.PinAsync());
        Expect.Challenge(await server.OAuth.UserInfoAsync(foreign.AccessToken), "invalid_token");
        Assert.False((await server.OAuth.IntrospectAsync(foreign.AccessToken)).Active);
        Expect.Refusal(await server.OAuth.RefreshAsync(foreign.RefreshToken), "invalid_grant");
    }

    [Fact]
    public async Task No_refused_token_is_in_the_log()
    {
        var good = Expect.Tokens(await server.PinAsync());
        var forged = OAuthTokens.Flip(good.AccessToken, good.AccessToken.Length - 20);
        Expect.Challenge(await server.OAuth.UserInfoAsync(forged), "invalid_token");
        Expect.Refusal(await server.OAuth.RefreshAsync(OAuthTokens.Flip(good.RefreshToken, 60)), "invalid_grant");
        foreach (var secret in new[] { good.AccessToken.Split('.')[1], good.RefreshToken[..40], good.IdToken.Split('.')[1], forged }) Assert.DoesNotContain(server.Host.Log.Lines, l => l.Contains(secret, StringComparison.Ordinal));
    }

    private async Task<string> WebIdTokenAsync() => Expect.Tokens(await server.OAuth.RedeemAsync(await server.CodeAsync())).IdToken;
}
