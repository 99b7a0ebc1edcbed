using Testing.Jwt;

namespace AuthServer.Protocol.Tests.Tokens.JwtPlaces;

/// <summary>The token that introspection is asked about.</summary>
internal sealed class IntrospectionPlace(Server server) : IJwtPlace
{
    private JwtDraft? _draft;

    public IReadOnlyDictionary<string, string> NoAttacks { get; } = new Dictionary<string, string>();

    public async Task<JwtDraft> DraftAsync() => _draft ??= await OwnToken.DraftAsync(server, Expect.Tokens(await server.PinAsync()).AccessToken, "at+jwt");

    public async Task<JwtVerdict> SendAsync(string token)
    {
        var answer = await server.OAuth.IntrospectAsync(token);
        var known = answer.Status == HttpStatusCode.OK;
        return JwtVerdict.Of(known && answer.Active, (known && !answer.Active) || answer.Status == HttpStatusCode.RequestEntityTooLarge, $"{(int)answer.Status} {answer.Text}");
    }
}
