using System.Text;
using Jose;
using Microsoft.IdentityModel.Tokens;

namespace AuthServer.Protocol.Clients;

/// <summary>The public keys of one client as they were last seen.</summary>
/// <param name="client">The client as it was when the set was begun.</param>
/// <param name="read">Reads the document at its <c>jwks_uri</c>; null where there is none to be had.</param>
/// <param name="time">The time.</param>
internal sealed class ClientKeySet(Client client, Func<Uri, Task<byte[]?>> read, TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromHours(1);
    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly Uri? _address = Uri.TryCreate(client.JwksUri, UriKind.Absolute, out var uri) ? uri : null;
    private IReadOnlyList<JsonWebKey> _keys = client.Jwks is { } jwks ? ClientJwks.Read(jwks) ?? [] : [];
    private Task _reading = Task.CompletedTask;
    private DateTimeOffset _triedAt = DateTimeOffset.MinValue;
    private DateTimeOffset _readAt = DateTimeOffset.MinValue;

    /// <summary>When the set was begun.</summary>
    public DateTimeOffset Begun { get; } = time.GetUtcNow();

    /// <summary>Whether nobody registered the client: it is there because its document is.</summary>
    public bool IsOfDocument => client.Origin == ClientOrigin.Document;

    /// <summary>Whether the client is still as it was; with every change its keys are looked for anew.</summary>
    public bool IsOf(Client now) => now.Version == client.Version && now.Jwks == client.Jwks && now.JwksUri == client.JwksUri;

    /// <summary>The one key that a token can be signed with, or null.</summary>
    public async ValueTask<JsonWebKey?> FindAsync(StrictToken token, CancellationToken cancel)
    {
        if (_address is null) return Pick(token);
        if (IsOld()) await ReadAsync().WaitAsync(cancel);
        if (Pick(token) is { } known) return known;
        // A key that is not known may be a new one.
        await ReadAsync().WaitAsync(cancel);
        return Pick(token);
    }

    // RFC 7515 §4.1.4: the kid names the key. Without one there must be no choice: several are never tried.
    private JsonWebKey? Pick(StrictToken token)
    {
        var type = token.Algorithm.StartsWith("ES", StringComparison.Ordinal) ? JsonWebAlgorithmsKeyTypes.EllipticCurve : JsonWebAlgorithmsKeyTypes.RSA;
        var suitable = Known().Where(key => key.Kty == type && (string.IsNullOrEmpty(key.Alg) || key.Alg == token.Algorithm));
        var named = suitable.Where(key => token.KeyId is null || key.Kid == token.KeyId).Take(2).ToList();
        return named is [var only] ? only : null;
    }

    // A key that its client took back must not live on because somebody keeps us from its site.
    private IReadOnlyList<JsonWebKey> Known()
    {
        lock (_gate) return _address is null || time.GetUtcNow() - _readAt < Kept ? _keys : [];
    }

    private bool IsOld()
    {
        lock (_gate) return time.GetUtcNow() - _readAt >= Fresh;
    }

    // One at a time, and one a minute: whoever sends made-up kids does not make us knock at the client's door.
    private Task ReadAsync()
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            if (!_reading.IsCompleted || now - _triedAt < Pause) return _reading;
            _triedAt = now;
            return _reading = ReadNowAsync();
        }
    }

    // Not stopped with the request that began it: others wait for it too.
    private async Task ReadNowAsync()
    {
        await Task.Yield();
        // What cannot be read, or is no key set, takes nothing away for a day: a client whose site is down can go on. A key set without a key of use says that there is none.
        if (await read(_address!) is not { } document || ClientJwks.Read(Encoding.UTF8.GetString(document)) is not { } keys) return;
        lock (_gate) (_keys, _readAt) = (keys, time.GetUtcNow());
    }
}
