using Testing.Jwt;

namespace AuthServer.Protocol.Tests.Tokens.JwtPlaces;

/// <summary>The access token of userinfo, in the body: there HTTP carries every text.</summary>
internal sealed class UserInfoPlace(Server server) : IJwtPlace
{
    private JwtDraft? _draft;

    public IReadOnlyDictionary<string, string> NoAttacks { get; } = new Dictionary<string, string>();

    public async Task<JwtDraft> DraftAsync() => _draft ??= await OwnToken.DraftAsync(server, Expect.Tokens(await server.PinAsync()).AccessToken, "at+jwt");

    public async Task<JwtVerdict> SendAsync(string token)
    {
        var answer = await server.OAuth.PostAsync("/connect/userinfo", null, null, ("access_token", token));
        return JwtVerdict.Of(
            answer.Status == HttpStatusCode.OK && answer["sub"] is not null,
            (answer.Status, answer.Error) is (HttpStatusCode.Unauthorized, "invalid_token") or (HttpStatusCode.RequestEntityTooLarge, _),
            $"{(int)answer.Status} {answer.Text}");
    }
}
