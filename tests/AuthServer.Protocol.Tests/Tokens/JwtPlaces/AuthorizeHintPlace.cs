using Testing.Jwt;

namespace AuthServer.Protocol.Tests.Tokens.JwtPlaces;

/// <summary>The <c>id_token_hint</c> of the authorization endpoint.</summary>
internal sealed class AuthorizeHintPlace(Server server) : IJwtPlace
{
    private JwtDraft? _draft;

    public IReadOnlyDictionary<string, string> NoAttacks { get; } = new Dictionary<string, string>();

    public async Task<JwtDraft> DraftAsync() => _draft ??= await OwnToken.DraftAsync(server, Expect.Tokens(await server.OAuth.RedeemAsync(await server.CodeAsync())).IdToken, "jwt");

    public Task<JwtVerdict> SendAsync(string token) => AuthorizeForm.SendAsync(
        server, OAuth.WebCallback, "invalid_request", ("client_id", "web"), ("redirect_uri", OAuth.WebCallback), ("response_type", "code"), ("scope", "openid"), ("id_token_hint", token));
}
