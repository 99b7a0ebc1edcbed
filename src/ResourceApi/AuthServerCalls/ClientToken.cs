using System.Text.Json;
using Microsoft.Extensions.Options;
using ResourceApi.Hosting;

namespace ResourceApi.AuthServerCalls;

/// <summary>This API's own access token (RFC 6749 §4.4), asked for when the last one is about to end.</summary>
internal sealed class ClientToken(IHttpClientFactory clients, IOptions<AuthOptions> auth, AdminOptions options, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Early = TimeSpan.FromSeconds(30);
    private readonly SemaphoreSlim _asking = new(1, 1);
    private (string Token, DateTimeOffset EndsAt)? _held;

    /// <summary>A token that is good for a while.</summary>
    /// <exception cref="HttpRequestException">There is none to be had.</exception>
    public async Task<string> GetAsync(CancellationToken cancel)
    {
        if (_held is { } held && held.EndsAt > clock.GetUtcNow())
            return held.Token;
        await _asking.WaitAsync(cancel);
        try
        {
            if (_held is { } fresh && fresh.EndsAt > clock.GetUtcNow())
                return fresh.Token;
            _held = await AskAsync(cancel);
            return _held.Value.Token;
        }
        finally
        {
            _asking.Release();
        }
    }

    /// <summary>Forgets a token that was refused.</summary>
    public void Forget() => _held = null;

    /// <inheritdoc/>
    public void Dispose() => _asking.Dispose();

    private async Task<(string, DateTimeOffset)> AskAsync(CancellationToken cancel)
    {
        using var client = clients.CreateClient(AdminApi.ClientName);
        using var form = new FormUrlEncodedContent([new("grant_type", "client_credentials"), new("client_id", options.ClientId), new("client_secret", options.ClientSecret), new("scope", "admin")]);
        using var answer = await client.PostAsync(new Uri(auth.Value.Authority.TrimEnd('/') + "/connect/token"), form, cancel);
        if (!answer.IsSuccessStatusCode)
            throw new HttpRequestException($"the token endpoint answered {(int)answer.StatusCode}");
        using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(cancel));
        var lifetime = TimeSpan.FromSeconds(body.RootElement.GetProperty("expires_in").GetInt32());
        return (body.RootElement.GetProperty("access_token").GetString()!, clock.GetUtcNow() + lifetime - Early);
    }
}
