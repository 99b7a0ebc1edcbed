using System.Text;
using Testing.Jwt;

namespace AuthServer.Protocol.Tests.Tokens.JwtPlaces;

/// <summary>The access token of the account routes, in the header.</summary>
internal sealed class AccountPlace(Server server) : IJwtPlace
{
    private JwtDraft? _draft;

    public IReadOnlyDictionary<string, string> NoAttacks { get; } = new Dictionary<string, string>();

    public async Task<JwtDraft> DraftAsync() => _draft ??= await OwnToken.DraftAsync(server, Expect.Tokens(await server.PinAsync()).AccessToken, "at+jwt");

    public async Task<JwtVerdict> SendAsync(string token)
    {
        if (!Ascii.IsValid(token) || token.Any(char.IsControl)) return new JwtVerdict(JwtOutcome.Unsendable, "");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/auth/sessions/");
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + token);
        try
        {
            var answer = await OAuthAnswer.OfAsync(await server.OAuth.Http.SendAsync(request));
            var refused = answer.Status is HttpStatusCode.Unauthorized && answer["code"] == "invalid_token";
            return JwtVerdict.Of(answer.Status == HttpStatusCode.OK, refused || answer.Status == HttpStatusCode.RequestHeaderFieldsTooLarge, $"{(int)answer.Status} {answer.Text}");
        }
        catch (HttpRequestException e) when (e.InnerException is IOException)
        {
            return new JwtVerdict(JwtOutcome.Refused, "The server hung up on a header over its limit.");
        }
    }
}
