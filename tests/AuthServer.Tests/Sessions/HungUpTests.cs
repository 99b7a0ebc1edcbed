using System.Net.Http.Json;
using AuthServer.Protocol.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace AuthServer.Tests.Sessions;

/// <summary>What somebody asked to be ended is ended, though they hung up before the answer: an app that is closed after "sign out".</summary>
public sealed class HungUpTests(SharedHost shared) : IClassFixture<SharedHost>
{
    private static readonly TimeSpan OnTheWay = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("refresh token")]
    [InlineData("access token")]
    [InlineData("session")]
    public async Task An_end_that_waits_for_its_turn_comes_though_its_caller_hangs_up(string what)
    {
        using var app = new OAuth(shared.Host);
        var tokens = await app.PinAsync();
        var began = TimeProvider.System.GetTimestamp();
        // Once is enough, unless the machine was so slow that the request had not come as far as the queue.
        do await AskAndHangUpAsync(app, what, tokens);
        while (await LivesAsync(app, tokens) && TimeProvider.System.GetElapsedTime(began) < Deadline);
        Assert.False(await LivesAsync(app, tokens));
    }

    private static async Task<bool> LivesAsync(OAuth app, OAuthAnswer tokens) => (await app.IntrospectAsync(tokens.AccessToken)).Active;

    private async Task AskAndHangUpAsync(OAuth app, string what, OAuthAnswer tokens)
    {
        var turn = shared.Host.Services.GetRequiredService<WriteTurn>();
        using var caller = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        await turn.TakeAsync(Cancel);
        try
        {
            var asked = app.Http.SendAsync(Request(what, tokens), caller.Token);
            await Task.Delay(OnTheWay, Cancel);
            await caller.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
            await Task.Delay(OnTheWay, Cancel);
        }
        finally
        {
            turn.Pass();
        }
        await Task.Delay(OnTheWay, Cancel);
    }

    private static HttpRequestMessage Request(string what, OAuthAnswer tokens) => what == "session"
        ? new(HttpMethod.Post, "/api/v1/logout/") { Content = JsonContent.Create(new { refresh = tokens.RefreshToken }) }
        : new(HttpMethod.Post, "/connect/revocation") { Content = new FormUrlEncodedContent([new("client_id", "mobile"), new("token", what == "access token" ? tokens.AccessToken : tokens.RefreshToken)]) };
}
