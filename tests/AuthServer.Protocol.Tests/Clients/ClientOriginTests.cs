namespace AuthServer.Protocol.Tests.Clients;

/// <summary>Clients that are registered with the origins of their pages.</summary>
public sealed class ClientOriginTests(Server server) : IClassFixture<Server>
{
    private async Task<OAuthAnswer> RefreshAsync(RegisteredClient client, string token, params string[] origins)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/connect/token") { Content = new FormUrlEncodedContent([KeyValuePair.Create("grant_type", "refresh_token"), KeyValuePair.Create("refresh_token", token)]) };
        request.Headers.Authorization = OAuth.Basic(client.Id, RegisteredClient.Secret);
        foreach (var origin in origins) request.Headers.TryAddWithoutValidation("Origin", origin);
        return await OAuthAnswer.OfAsync(await server.OAuth.Http.SendAsync(request));
    }

    [Fact]
    public async Task Pages_of_other_origins_are_refused_and_use_nothing_up()
    {
        var client = await RegisteredClient.AddAsync(server, "cors", c => c.CorsOrigins = ["https://app.example.com"]);
        var token = (await client.TokensAsync()).RefreshToken;
        foreach (var other in new[] { "https://evil.example.com", "https://app.example.com:8443", "http://app.example.com", "https://app.example.com.evil.com", "null", "" })
            Expect.Refusal(await RefreshAsync(client, token, other), "invalid_request");
        Expect.Refusal(await RefreshAsync(client, token, "https://app.example.com", "https://evil.example.com"), "invalid_request");
        token = Expect.Tokens(await RefreshAsync(client, token, "https://app.example.com")).RefreshToken;
        // A server of the client sends no origin.
        Expect.Tokens(await RefreshAsync(client, token));
    }

    [Fact]
    public async Task Client_without_a_list_is_called_from_anywhere()
    {
        var client = await RegisteredClient.AddAsync(server, "no-cors");
        Expect.Tokens(await RefreshAsync(client, (await client.TokensAsync()).RefreshToken, "https://anywhere.example.com"));
    }
}
