using System.Text;
using System.Text.Json.Nodes;

namespace Testing.Jwt;

/// <summary>The one table of JWTs that libraries have been talked into (RFC 8725, RFC 7515 §4.1.11, and the advisories of the last years).</summary>
public static class JwtAttacks
{
    private const long Huge = 999_999_999_999_999;
    private static readonly string[] EveryType = ["jwt", "at+jwt", "secevent+jwt", "logout+jwt", "dpop+jwt", "oauth-authz-req+jwt", "client-authentication+jwt", "token-introspection+jwt", "entity-statement+jwt", "x"];

    public static IReadOnlyList<JwtAttack> All { get; } =
    [
        .. Algorithms(), .. PublicKeyAsSecret(), .. OwnKeys(), .. KeyIds(), .. Extensions(), .. Types(), .. Shapes(), .. Spellings(), .. Signatures(), .. Json(), .. Times(), .. Parties(),
    ];

    private static IEnumerable<JwtAttack> Algorithms()
    {
        foreach (var none in new[] { "none", "None", "nOnE", "NONE", " none", "none " })
        {
            yield return new("alg", $"'{none}' without a signature", d => $"{JwtDraft.Encode(JwtDraft.Changed(d.Header, "alg", none))}.{d.Segments[1]}.");
            yield return new("alg", $"'{none}' with the signature", d => d.WithHeader("alg", none));
        }
        foreach (var other in new[] { "ES384", "ES512", "ES256K", "RS384", "RS512", "PS384", "EdDSA", "es256", "rs256", "HS256", "HS384", "HS512", "dir", "A256GCMKW", "RSA-OAEP", "", "SHA256" })
            yield return new("alg", $"'{other}' over the signature of another", d => d.WithHeader("alg", other));
        yield return new("alg", "asymmetric, not that of the key", d => d.WithHeader("alg", d.PublicKey["kty"]!.ToString() == "EC" ? "RS256" : "ES256"));
        yield return new("alg", "missing", d => d.WithHeader("alg", null));
        yield return new("alg", "a list", d => d.WithHeader("alg", new JsonArray("ES256")));
        yield return new("alg", "a number", d => d.WithHeader("alg", 1));
    }

    // CVE-2015-9235 and its many children: an HMAC under what everybody can read.
    private static IEnumerable<JwtAttack> PublicKeyAsSecret() => JwtForgeries.Secrets.Select(secret => new JwtAttack("public key as a secret", secret.Name, draft => JwtForgeries.Hmac(draft, secret.Of(draft.PublicKey))));

    private static IEnumerable<JwtAttack> OwnKeys()
    {
        yield return new("own key", "under the kid of the real one", d => JwtForgeries.ByStranger(d, (_, _) => { }));
        yield return new("own key", "without a kid", d => JwtForgeries.ByStranger(d, (h, _) => h.Remove("kid")));
        yield return new("own key", "jwk", d => JwtForgeries.ByStranger(d, (h, jwk) => h["jwk"] = jwk));
        yield return new("own key", "jwk without a kid", d => JwtForgeries.ByStranger(d, (h, jwk) => (h["jwk"], _) = (jwk, h.Remove("kid"))));
        yield return new("own key", "jku", d => JwtForgeries.ByStranger(d, (h, _) => h["jku"] = "http://127.0.0.1:9/jwks"));
        yield return new("own key", "x5u", d => JwtForgeries.ByStranger(d, (h, _) => h["x5u"] = "http://127.0.0.1:9/cert"));
        yield return new("own key", "x5c", d => JwtForgeries.ByStranger(d, (h, _) => h["x5c"] = new JsonArray("MIIB")));
    }

    private static IEnumerable<JwtAttack> KeyIds()
    {
        yield return new("kid missing", "where there are several keys", d => d.WithHeader("kid", null));
        yield return new("kid", "of another key", d => d.WithHeader("kid", d.OtherKeyId));
        foreach (var id in new[] { "unknown", "../../../../dev/null", "' OR 1=1 --", "http://127.0.0.1:9/key", "%00", "", " ", "KEY-1 ", new string('k', 129), new string('k', 10_000) })
            yield return new("kid", id.Length > 40 ? $"{id.Length} characters" : $"'{id}'", d => d.WithHeader("kid", id));
        yield return new("kid", "a number", d => d.WithHeader("kid", 1));
        yield return new("kid", "a list", d => d.WithHeader("kid", new JsonArray(JsonNode.Parse(d.Header)!["kid"]!.ToString())));
    }

    private static IEnumerable<JwtAttack> Extensions()
    {
        yield return new("crit", "unknown", d => d.Of(d.Header[..^1] + ",\"crit\":[\"x\"],\"x\":1}", d.Payload));
        yield return new("crit", "empty", d => d.WithHeader("crit", new JsonArray()));
        yield return new("crit", "null", d => d.Of(d.Header[..^1] + ",\"crit\":null}", d.Payload));
        yield return new("crit", "naming what is known", d => d.WithHeader("crit", new JsonArray("kid")));
        yield return new("b64", "false and critical", d => d.Of(d.Header[..^1] + ",\"crit\":[\"b64\"],\"b64\":false}", d.Payload));
        yield return new("b64", "false", d => d.WithHeader("b64", false));
        yield return new("b64", "the payload in clear", d => $"{JwtDraft.Encode(d.Header[..^1] + ",\"crit\":[\"b64\"],\"b64\":false}")}.{d.Payload}.{d.Segments[2]}");
    }

    private static IEnumerable<JwtAttack> Types()
    {
        foreach (var type in EveryType)
        {
            yield return new("typ", type, d => d.WithHeader("typ", d.Types.Contains(type) ? type + "+x" : type));
            yield return new("typ", "application/" + type, d => d.WithHeader("typ", "application/" + (d.Types.Contains(type) ? type + "+x" : type)));
        }
        yield return new("typ", "empty", d => d.WithHeader("typ", ""));
        yield return new("typ", "null", d => d.Of(JwtDraft.Changed(d.Header, "typ", null)[..^1] + ",\"typ\":null}", d.Payload));
        yield return new("typ", "a list", d => d.WithHeader("typ", new JsonArray(d.Types[0])));
        yield return new("typ", "with a space", d => d.WithHeader("typ", d.Types[^1] + " "));
        yield return new("typ", "missing, or unknown where it may be", d => d.WithHeader("typ", d.Types.Contains("") ? "unknown" : null));
    }

    private static IEnumerable<JwtAttack> Shapes()
    {
        yield return new("shape", "no signature", d => $"{d.Segments[0]}.{d.Segments[1]}");
        yield return new("shape", "an empty signature", d => $"{d.Segments[0]}.{d.Segments[1]}.");
        yield return new("shape", "an empty header", d => $".{d.Segments[1]}.{d.Segments[2]}");
        yield return new("shape", "an empty payload", d => $"{d.Segments[0]}..{d.Segments[2]}");
        yield return new("shape", "four segments", d => d.Good + ".AAAA");
        yield return new("shape", "a dot at the end", d => d.Good + ".");
        yield return new("shape", "a dot at the beginning", d => "." + d.Good);
        yield return new("shape", "dots", _ => "....");
        yield return new("shape", "thousands of dots", _ => new string('.', 5_000));
        yield return new("shape", "five segments of a JWE", d => $"{JwtDraft.Encode("{\"alg\":\"RSA-OAEP\",\"enc\":\"A256GCM\"}")}.{d.Segments[1]}.{d.Segments[2]}.{d.Segments[1]}.{d.Segments[2]}");
        yield return new("shape", "JWE with a billion rounds", d => $"{JwtDraft.Encode("{\"alg\":\"PBES2-HS256+A128KW\",\"p2c\":1000000000,\"p2s\":\"AA\",\"enc\":\"A128GCM\"}")}.{d.Segments[1]}.AAAA.{d.Segments[1]}.AAAA");
        yield return new("shape", "JSON serialization", d => new JsonObject { ["protected"] = d.Segments[0], ["payload"] = d.Segments[1], ["signature"] = d.Segments[2] }.ToJsonString());
        yield return new("shape", "a word", _ => "token");
        yield return new("shape", "the token in a token", d => d.Of(d.Header, "\"" + d.Good + "\""));
        yield return new("shape", "a megabyte", d => $"{d.Segments[0]}.{new string('A', 1_000_000)}.{d.Segments[2]}");
    }

    private static IEnumerable<JwtAttack> Spellings()
    {
        yield return new("spelling", "padded signature", d => d.Good + "=");
        yield return new("spelling", "doubly padded signature", d => d.Good + "==");
        yield return new("spelling", "padded header", d => $"{d.Segments[0]}=.{d.Segments[1]}.{d.Segments[2]}");
        yield return new("spelling", "padded payload", d => $"{d.Segments[0]}.{d.Segments[1]}==.{d.Segments[2]}");
        yield return new("spelling", "spare bits of the signature", d => $"{d.Segments[0]}.{d.Segments[1]}.{JwtForgeries.WithSpareBits(d.Segments[2])}");
        yield return new("spelling", "bytes after the signature", d => d.Good + "AAAA");
        yield return new("spelling", "a character after the signature", d => d.Good + "A");
        yield return new("spelling", "a character less", d => d.Good[..^1]);
        yield return new("spelling", "half of it", d => d.Good[..(d.Good.Length / 2)]);
        yield return new("spelling", "twice", d => d.Good + d.Good);
        yield return new("spelling", "letters in lower case", d => d.Good.ToLowerInvariant());
        foreach (var (name, space) in new[] { ("space", " "), ("tab", "\t"), ("line break", "\n"), ("wide space", "\u00a0") })
        {
            yield return new("spelling", $"{name} within", d => $"{d.Segments[0]}{space}.{d.Segments[1]}.{d.Segments[2]}");
            yield return new("spelling", $"{name} in the signature", d => $"{d.Segments[0]}.{d.Segments[1]}.{d.Segments[2][..8]}{space}{d.Segments[2][8..]}");
        }
    }

    private static IEnumerable<JwtAttack> Signatures()
    {
        yield return new("signature", "of another payload", d => $"{d.Segments[0]}.{JwtDraft.Encode(d.Payload[..^1] + ",\"admin\":true}")}.{d.Segments[2]}");
        yield return new("signature", "of another header", d => $"{JwtDraft.Encode(d.Header[..^1] + ",\"x\":1}")}.{d.Segments[1]}.{d.Segments[2]}");
        yield return new("signature", "zeros (CVE-2022-21449)", d => JwtForgeries.WithSignature(d, s => new byte[s.Length]));
        yield return new("signature", "halves swapped", d => JwtForgeries.WithSignature(d, s => [.. s[(s.Length / 2)..], .. s[..(s.Length / 2)]]));
        yield return new("signature", "ones", d => JwtForgeries.WithSignature(d, s => [.. Enumerable.Repeat((byte)0xff, s.Length)]));
        yield return new("signature", "cut to half", d => JwtForgeries.WithSignature(d, s => s[..(s.Length / 2)]));
        yield return new("signature", "with a byte more", d => JwtForgeries.WithSignature(d, s => [.. s, 0]));
        yield return new("signature", "in DER", d => JwtForgeries.WithSignature(d, s => [0x30, 0x44, 0x02, 0x20, .. s[..32], 0x02, 0x20, .. s[32..64]]));
        yield return new("signature", "one bit", d => JwtForgeries.WithSignature(d, s => [.. s[..^1], (byte)(s[^1] ^ 1)]));
    }

    private static IEnumerable<JwtAttack> Json()
    {
        yield return new("JSON", "bytes after the payload", d => d.Of(d.Header, d.Payload + "{}"));
        yield return new("JSON", "a NUL after the payload", d => d.Of(d.Header, d.Payload + "\0"));
        yield return new("JSON", "bytes after the header", d => d.Of(d.Header + "x", d.Payload));
        yield return new("JSON", "a comment", d => d.Of(d.Header, "/**/" + d.Payload));
        yield return new("JSON", "a byte order mark", d => d.Of(d.Header, "\ufeff" + d.Payload));
        yield return new("JSON", "a comma too many", d => d.Of(d.Header, d.Payload[..^1] + ",}"));
        foreach (var other in new[] { "[]", "null", "\"text\"", "1", "" })
        {
            yield return new("JSON", $"payload '{other}'", d => d.Of(d.Header, other));
            yield return new("JSON", $"header '{other}'", d => d.Of(other, d.Payload));
        }
        yield return new("JSON", "a claim twice", d => d.Of(d.Header, d.Payload[..^1] + ",\"iss\":\"https://evil.example\"}"));
        yield return new("JSON", "a claim twice, once escaped", d => d.Of(d.Header, d.Payload[..^1] + ",\"\\u0069ss\":\"https://evil.example\"}"));
        yield return new("JSON", "alg twice", d => d.Of(d.Header[..^1] + ",\"alg\":\"none\"}", d.Payload));
        yield return new("JSON", "kid twice", d => d.Of(d.Header[..^1] + ",\"kid\":\"x\"}", d.Payload));
        yield return new("JSON", "a member twice deep inside", d => d.Of(d.Header, d.Payload[..^1] + ",\"x\":{\"y\":1,\"y\":2}}"));
        yield return new("JSON", "bytes that are no UTF-8", d => d.Of(Encoding.UTF8.GetBytes(d.Header), [.. Encoding.UTF8.GetBytes(d.Payload[..^1] + ",\"x\":\""), 0xff, 0xfe, .. "\"}"u8]));
        yield return new("JSON", "an overlong UTF-8 sequence", d => d.Of(Encoding.UTF8.GetBytes(d.Header), [.. Encoding.UTF8.GetBytes(d.Payload[..^1] + ",\"x\":\""), 0xc0, 0xaf, .. "\"}"u8]));
        foreach (var name in new[] { "x", "jti", "iss", "aud", "sub", "client_id" })
            yield return new("JSON", $"half a character in {name}", d => d.Of(d.Header, JwtDraft.Changed(d.Payload, name, null)[..^1] + $",\"{name}\":\"\\ud800\"}}"));
        yield return new("JSON", "half a character in a name", d => d.Of(d.Header, d.Payload[..^1] + ",\"\\udc00\":1}"));
        yield return new("JSON", "half a character in kid", d => d.Of(JwtDraft.Changed(d.Header, "kid", null)[..^1] + ",\"kid\":\"\\ud800\"}", d.Payload));
        foreach (var depth in new[] { 20, 2_000 })
            yield return new("JSON", $"{depth} levels", d => d.Of(d.Header, d.Payload[..^1] + $",\"x\":{new string('[', depth)}{new string(']', depth)}}}"));
        yield return new("JSON", "2000 levels of the header", d => d.Of(d.Header[..^1] + $",\"x\":{new string('[', 2_000)}{new string(']', 2_000)}}}", d.Payload));
    }

    private static IEnumerable<JwtAttack> Times()
    {
        yield return new("exp", "missing", d => d.WithClaim("exp", null));
        yield return new("exp", "null", d => d.Of(d.Header, JwtDraft.Changed(d.Payload, "exp", null)[..^1] + ",\"exp\":null}"));
        yield return new("exp", "past", d => d.WithClaim("exp", 1_000_000_000));
        yield return new("exp", "negative", d => d.WithClaim("exp", -1));
        yield return new("exp", "beyond every calendar", d => d.WithClaim("exp", Huge));
        yield return new("exp", "beyond 64 bits", d => d.Of(d.Header, JwtDraft.Changed(d.Payload, "exp", null)[..^1] + ",\"exp\":99999999999999999999999}"));
        yield return new("exp", "as a power", d => d.Of(d.Header, JwtDraft.Changed(d.Payload, "exp", null)[..^1] + ",\"exp\":1e400}"));
        yield return new("exp", "a text", d => d.WithClaim("exp", "4000000000"));
        yield return new("exp", "a fraction", d => d.WithClaim("exp", 1799999999.5));
        yield return new("exp", "a list", d => d.WithClaim("exp", new JsonArray(4000000000)));
        yield return new("nbf", "in the future", d => d.WithClaim("nbf", 4000000000));
        yield return new("nbf", "a text", d => d.WithClaim("nbf", "1"));
        yield return new("nbf", "negative", d => d.WithClaim("nbf", -1));
        yield return new("iat", "in the future", d => d.WithClaim("iat", 4000000000));
        yield return new("iat", "a text", d => d.WithClaim("iat", "1"));
        yield return new("iat", "beyond every calendar", d => d.WithClaim("iat", Huge));
    }

    private static IEnumerable<JwtAttack> Parties()
    {
        foreach (var name in new[] { "iss", "aud" })
        {
            yield return new(name, "missing", d => d.WithClaim(name, null));
            yield return new(name, "null", d => d.Of(d.Header, JwtDraft.Changed(d.Payload, name, null)[..^1] + $",\"{name}\":null}}"));
            yield return new(name, "another", d => d.WithClaim(name, "https://evil.example"));
            yield return new(name, "with a slash", d => d.WithClaim(name, Text(d, name) + "/"));
            yield return new(name, "in capitals", d => d.WithClaim(name, Text(d, name).ToUpperInvariant()));
            yield return new(name, "with a space", d => d.WithClaim(name, Text(d, name) + " "));
            yield return new(name, "empty", d => d.WithClaim(name, ""));
            yield return new(name, "a number", d => d.WithClaim(name, 1));
            yield return new(name, "an object", d => d.WithClaim(name, new JsonObject { [Text(d, name)] = true }));
            yield return new(name, "an empty list", d => d.WithClaim(name, new JsonArray()));
            yield return new(name, "a list with a number", d => d.WithClaim(name, new JsonArray(Text(d, name), 1)));
            yield return new(name, "a list of others", d => d.WithClaim(name, new JsonArray("https://evil.example", "https://other.example")));
        }
        yield return new("iss", "a list", d => d.WithClaim("iss", new JsonArray(Text(d, "iss"))));
        yield return new("aud of two", "ours and another's", d => d.WithClaim("aud", new JsonArray(Text(d, "aud"), "https://evil.example")));
        yield return new("sub", "missing", d => d.WithClaim("sub", null));
        yield return new("sub", "empty", d => d.WithClaim("sub", ""));
        yield return new("sub", "a number", d => d.WithClaim("sub", 1));
        yield return new("jti", "missing", d => d.WithClaim("jti", null));
        yield return new("jti", "a number", d => d.WithClaim("jti", 1));
        yield return new("jti", "256 characters", d => d.WithClaim("jti", new string('j', 256)));
    }

    // The first where there are several.
    private static string Text(JwtDraft draft, string name) => JsonNode.Parse(draft.Payload)![name] switch
    {
        JsonArray { Count: > 0 } list => list[0]!.ToString(),
        { } value => value.ToString(),
        null => "",
    };
}
