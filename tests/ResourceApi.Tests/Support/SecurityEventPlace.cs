using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using AuthServer.Validation.Tests.Support;
using Testing.Jwt;

namespace ResourceApi.Tests.Support;

/// <summary>The security event token that is pushed.</summary>
internal sealed class SecurityEventPlace(ApiHost api) : IJwtPlace
{
    public IReadOnlyDictionary<string, string> NoAttacks { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["exp"] = "RFC 8417 §2.2: what has happened does not expire.",
        ["nbf"] = "RFC 8417 has none.",
        ["sub"] = "RFC 9493: sub_id says whom it is about.",
        ["aud of two"] = "One event goes to every receiver.",
    };

    public Task<JwtDraft> DraftAsync() => Task.FromResult(IssuedJwt.Draft(api.Issuer, "secevent+jwt", new JsonObject
    {
        ["iss"] = api.Issuer.Address,
        ["aud"] = TestIssuer.Audience,
        ["iat"] = api.Clock.GetUtcNow().ToUnixTimeSeconds(),
        ["jti"] = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16)),
        ["events"] = new JsonObject { ["urn:example:nothing"] = new JsonObject() },
    }));

    public async Task<JwtVerdict> SendAsync(string token)
    {
        using var client = api.CreateClient();
        using var content = new StringContent(token, Encoding.UTF8, "application/secevent+jwt");
        using var answer = await client.PostAsync(new Uri("/events", UriKind.Relative), content, TestContext.Current.CancellationToken);
        var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var refused = answer.StatusCode == HttpStatusCode.BadRequest && JsonNode.Parse(body)!["err"] is not null;
        return JwtVerdict.Of(answer.StatusCode == HttpStatusCode.Accepted, refused, $"{(int)answer.StatusCode} {body}");
    }
}
