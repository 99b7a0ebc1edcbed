using System.Text.Json;
using Microsoft.Extensions.Options;

namespace AuthServer.Validation.Keys;

/// <summary>
/// The issuer's keys over HTTP: read when first needed, again every hour, and for an unknown <c>kid</c> at most once a minute.
/// </summary>
internal sealed class IssuerKeys(
    IHttpClientFactory http, IOptionsMonitor<PlatformTokenOptions> options, TimeProvider clock, ILogger<IssuerKeys> logger) : ITokenKeys, IDisposable
{
    private static readonly TimeSpan RefreshAfter = TimeSpan.FromHours(1);
    private static readonly TimeSpan WorthlessAfter = TimeSpan.FromHours(24);
    private static readonly TimeSpan BetweenUnknown = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _oneReader = new(1);
    private volatile KeySet? _keys;
    private DateTimeOffset _nextTry = DateTimeOffset.MinValue;
    private DateTimeOffset _nextUnknown = DateTimeOffset.MinValue;
    private int _failures;

    public async ValueTask<KeyLookup> FindAsync(string keyId, CancellationToken cancellationToken)
    {
        var keys = Current();
        if (keys is not null && keys.ById.TryGetValue(keyId, out var key))
        {
            if (clock.GetUtcNow() - keys.ReadAt > RefreshAfter)
                RefreshBehind(keys);
            return new(key);
        }
        await _oneReader.WaitAsync(cancellationToken);
        try
        {
            return await ReadForAsync(keyId);
        }
        finally
        {
            _oneReader.Release();
        }
    }

    public void Dispose() => _oneReader.Dispose();

    private KeySet? Current() => _keys is { } keys && clock.GetUtcNow() - keys.ReadAt < WorthlessAfter ? keys : null;

    // Whoever waited for the reader before finds here what that one has brought, or its pause.
    private async Task<KeyLookup> ReadForAsync(string keyId)
    {
        var now = clock.GetUtcNow();
        var keys = Current();
        if (keys is null)
        {
            if (now >= _nextTry)
                await ReadAsync();
            if ((keys = Current()) is null)
                return new(null, _nextTry - now);
        }
        else if (!keys.ById.ContainsKey(keyId) && now >= _nextUnknown && now >= _nextTry)
        {
            _nextUnknown = now + BetweenUnknown;
            await ReadAsync();
        }
        return new(_keys!.ById.GetValueOrDefault(keyId));
    }

    // The request at hand does not wait: its key is known.
    private void RefreshBehind(KeySet seen)
    {
        if (!_oneReader.Wait(0))
            return;
        if (ReferenceEquals(_keys, seen) && clock.GetUtcNow() >= _nextTry)
            _ = RefreshAsync();
        else
            _oneReader.Release();
    }

    private async Task RefreshAsync()
    {
        try
        {
            await ReadAsync();
        }
        finally
        {
            _oneReader.Release();
        }
    }

    // Not bound to the request that happens to come first: its abort must not fail the others.
    private async Task ReadAsync()
    {
        using var timeout = new CancellationTokenSource(Patience);
        try
        {
            using var client = http.CreateClient(PlatformTokens.HttpClientName);
            var set = await IssuerMetadata.ReadKeysAsync(client, options.Get(PlatformTokens.Scheme), timeout.Token);
            _keys = KeySet.Of(set, clock.GetUtcNow());
            _failures = 0;
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or ArgumentException or InvalidOperationException or OperationCanceledException)
        {
            var pause = TimeSpan.FromSeconds(Math.Min(LongestPause.TotalSeconds, Math.Pow(2, Math.Min(_failures++, 6))));
            _nextTry = clock.GetUtcNow() + pause;
            logger.LogWarning("The issuer's keys can't be read ({Reason}); next try in {Pause}", e.Message, pause);
        }
    }
}
