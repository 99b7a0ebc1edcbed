using System.Net;
using AuthServer.Protocol.Events;
using AuthServer.Protocol.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace AuthServer.Tests.Events;

public sealed class EventSenderTests
{
    [Fact]
    public async Task Ended_session_reaches_the_receiver_as_a_signed_event()
    {
        await using var receiver = await EventReceiver.StartAsync();
        await using var host = Host(receiver);
        using var oauth = new OAuth(host);
        var tokens = await oauth.PinAsync();
        await LogOutAsync(oauth, tokens.RefreshToken);

        var (token, payload) = await receiver.NextAsync();

        Assert.Equal(AuthServerHost.Issuer, (string?)payload["iss"]);
        Assert.Equal("resource-api", (string?)payload["aud"]);
        Assert.Equal(OAuth.Payload(tokens.AccessToken)["sub"]!.ToString(), (string?)payload["sub_id"]!["id"]);
        Assert.Equal(OAuth.Payload(tokens.AccessToken)["sid"]!.ToString(), (string?)payload["events"]![EventTypes.SessionRevoked]!["session_id"]);
        var keys = new JsonWebKeySet(await oauth.Http.GetStringAsync(new Uri("/.well-known/jwks", UriKind.Relative)));
        var result = await new JsonWebTokenHandler().ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = AuthServerHost.Issuer,
            ValidAudience = "resource-api",
            ValidTypes = ["secevent+jwt"],
            ValidateLifetime = false,
            RequireExpirationTime = false,
            IssuerSigningKeys = keys.GetSigningKeys(),
        });
        Assert.True(result.IsValid, result.Exception?.Message);
    }

    [Fact]
    public async Task Revoked_grant_is_named_by_the_bytes_that_lead_its_tokens_jti()
    {
        await using var receiver = await EventReceiver.StartAsync();
        await using var host = Host(receiver);
        using var oauth = new OAuth(host);
        var tokens = await oauth.PinAsync();
        await oauth.PostAsync("/connect/revocation", null, null, ("client_id", "mobile"), ("token", tokens.RefreshToken));

        var (_, payload) = await receiver.NextAsync();

        var grant = Base64UrlEncoder.DecodeBytes((string?)payload["events"]![EventTypes.GrantRevoked]!["grant_id"]);
        Assert.Equal(grant, Base64UrlEncoder.DecodeBytes(OAuth.Payload(tokens.AccessToken)["jti"]!.ToString())[..16]);
    }

    [Fact]
    public async Task Refused_event_is_sent_again_before_the_ones_behind_it()
    {
        await using var receiver = await EventReceiver.StartAsync();
        receiver.Answers.Enqueue(500);
        receiver.Answers.Enqueue(400);
        await using var host = Host(receiver);
        using var oauth = new OAuth(host);
        var first = await oauth.PinAsync();
        var second = await oauth.PinAsync("+12025550102", "6184");
        await LogOutAsync(oauth, first.RefreshToken);
        await LogOutAsync(oauth, second.RefreshToken);

        string[] subjects = [await NextSubjectAsync(receiver), await NextSubjectAsync(receiver), await NextSubjectAsync(receiver), await NextSubjectAsync(receiver)];

        var (alice, bob) = (OAuth.Payload(first.AccessToken)["sub"]!.ToString(), OAuth.Payload(second.AccessToken)["sub"]!.ToString());
        Assert.Equal([alice, alice, alice, bob], subjects);
    }

    [Fact]
    public async Task Confirmed_event_moves_the_cursor_and_is_not_sent_again()
    {
        await using var receiver = await EventReceiver.StartAsync();
        await using var host = Host(receiver);
        using var oauth = new OAuth(host);
        var first = await oauth.PinAsync();
        await LogOutAsync(oauth, first.RefreshToken);
        var (_, confirmed) = await receiver.NextAsync();
        var second = await oauth.PinAsync();
        await LogOutAsync(oauth, second.RefreshToken);

        var (_, next) = await receiver.NextAsync();

        Assert.NotEqual(confirmed["jti"]!.ToString(), next["jti"]!.ToString());
        await using var db = await host.Services.GetRequiredService<IDbContextFactory<ProtocolDbContext>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        var cursor = await db.EventCursors.SingleAsync(c => c.Receiver == "resource-api", TestContext.Current.CancellationToken);
        Assert.True(cursor.Sequence >= 1);
    }

    private static AuthServerHost Host(EventReceiver receiver) => AuthServerHost.With(new KeyValuePair<string, string>("Events:Receivers:0:Url", receiver.Url));

    private static async Task LogOutAsync(OAuth oauth, string refreshToken)
    {
        using var body = new StringContent($$"""{"refresh":"{{refreshToken}}"}""", System.Text.Encoding.UTF8, "application/json");
        using var response = await oauth.Http.PostAsync(new Uri("/api/v1/logout/", UriKind.Relative), body);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    private static async Task<string> NextSubjectAsync(EventReceiver receiver) => (await receiver.NextAsync()).Payload["sub_id"]!["id"]!.ToString();
}
