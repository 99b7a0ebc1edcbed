using Testing.Jwt;

namespace AuthServer.Protocol.Tests.Tokens.JwtPlaces;

/// <summary>The <c>id_token_hint</c> of the logout endpoint.</summary>
internal sealed class LogoutHintPlace(Server server) : IJwtPlace
{
    private JwtDraft? _draft;

    public IReadOnlyDictionary<string, string> NoAttacks { get; } = new Dictionary<string, string>();

    public async Task<JwtDraft> DraftAsync() => _draft ??= await OwnToken.DraftAsync(server, Expect.Tokens(await server.PinAsync()).IdToken, "jwt");

    public async Task<JwtVerdict> SendAsync(string token)
    {
        using var content = new FormUrlEncodedContent([KeyValuePair.Create("id_token_hint", token)]);
        using var response = await server.OAuth.Http.PostAsync("/connect/endsession", content);
        return JwtVerdict.Of(
            response.StatusCode == HttpStatusCode.SeeOther,
            response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge && response.Headers.Location is null,
            $"{(int)response.StatusCode} {response.Headers.Location}");
    }
}
