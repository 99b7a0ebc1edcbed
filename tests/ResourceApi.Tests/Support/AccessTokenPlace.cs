using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Testing.Jwt;

namespace ResourceApi.Tests.Support;

/// <summary>The access token of every route.</summary>
internal sealed class AccessTokenPlace(ApiHost api) : IJwtPlace
{
    public IReadOnlyDictionary<string, string> NoAttacks { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["aud of two"] = "RFC 9068: one token for several resources, of which this is one.",
    };

    public Task<JwtDraft> DraftAsync() => Task.FromResult(IssuedJwt.Draft(api.Issuer, "at+jwt", api.Issuer.Claims(api.Clock.GetUtcNow())));

    public async Task<JwtVerdict> SendAsync(string token)
    {
        if (!Ascii.IsValid(token) || token.Any(char.IsControl))
            return new JwtVerdict(JwtOutcome.Unsendable, "");
        using var client = api.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/users/me/");
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + token);
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        // RFC 6750 §2.1: what is no b64token is a malformed request before it is a bad token.
        if (answer.StatusCode == HttpStatusCode.BadRequest && token.Any(c => !char.IsAsciiLetterOrDigit(c) && !"-._~+/=".Contains(c, StringComparison.Ordinal)))
            return new JwtVerdict(JwtOutcome.Refused, body);
        var refused = answer.StatusCode == HttpStatusCode.Unauthorized && JsonNode.Parse(body)!["code"]!.ToString() == "invalid_token";
        return JwtVerdict.Of(answer.StatusCode == HttpStatusCode.OK, refused, $"{(int)answer.StatusCode} {body}");
    }
}
