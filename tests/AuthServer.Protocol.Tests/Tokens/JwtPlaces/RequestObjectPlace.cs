using Testing.Jwt;

namespace AuthServer.Protocol.Tests.Tokens.JwtPlaces;

/// <summary>The request object of the authorization endpoint.</summary>
internal sealed class RequestObjectPlace(Server server, SigningClient client) : IJwtPlace
{
    public IReadOnlyDictionary<string, string> NoAttacks { get; } = new Dictionary<string, string>
    {
        ["sub"] = "A request is about nobody yet.",
        ["jti"] = "A page may be loaded again: the code behind it is what is good once.",
        ["aud of two"] = "It asks for nothing by itself: the user does, here.",
    };

    public Task<JwtDraft> DraftAsync() =>
        Task.FromResult(new JwtDraft(client.RequestObject(), client.Key.Jwk, client.OtherKey.KeyId, ["", "jwt", "oauth-authz-req+jwt"], client.Key.Sign));

    public Task<JwtVerdict> SendAsync(string token) => AuthorizeForm.SendAsync(
        server, SigningClient.Callback, "invalid_request_object", ("client_id", client.Id), ("redirect_uri", SigningClient.Callback), ("request", token));
}
