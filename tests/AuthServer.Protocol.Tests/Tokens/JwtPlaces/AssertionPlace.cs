using Testing.Jwt;

namespace AuthServer.Protocol.Tests.Tokens.JwtPlaces;

/// <summary>The assertion by which a client authenticates.</summary>
internal sealed class AssertionPlace(Server server, SigningClient client) : IJwtPlace
{
    public IReadOnlyDictionary<string, string> NoAttacks { get; } = new Dictionary<string, string>();

    public Task<JwtDraft> DraftAsync() =>
        Task.FromResult(new JwtDraft(client.Assertion(), client.Key.Jwk, client.OtherKey.KeyId, ["", "jwt", "client-authentication+jwt"], client.Key.Sign));

    public async Task<JwtVerdict> SendAsync(string token)
    {
        var answer = await client.TokenAsync(server, token);
        return JwtVerdict.Of(
            answer.Status == HttpStatusCode.OK && answer["access_token"] is not null,
            (answer.Status, answer.Error) is (HttpStatusCode.Unauthorized, "invalid_client") or (HttpStatusCode.RequestEntityTooLarge, _),
            $"{(int)answer.Status} {answer.Text}");
    }
}
