using System.Buffers.Text;
using System.Text.Json;
using AuthServer.Protocol.Clients;
using AuthServer.Protocol.Scopes;
using AuthServer.Protocol.Sessions;
using AuthServer.Protocol.Storage;
using AuthServer.Protocol.Subjects;
using Sealing;

namespace AuthServer.Protocol.Tokens;

/// <summary>Reads access tokens of this server, and knows whether they still live.</summary>
public sealed class AccessTokens
{
    private readonly JwtReader _reader;
    private readonly KeyRing _ring;
    private readonly ITokenStore _store;
    private readonly ClientCatalogue _clients;
    private readonly ISubjects _subjects;
    private readonly TimeProvider _time;

    internal AccessTokens(JwtReader reader, KeyRing ring, ITokenStore store, ClientCatalogue clients, ISubjects subjects, TimeProvider time) =>
        (_reader, _ring, _store, _clients, _subjects, _time) = (reader, ring, store, clients, subjects, time);

    /// <summary>A token that is genuine, not expired, not revoked, and whose grant, client and user still stand; null for everything else.</summary>
    public async ValueTask<AccessToken?> FindLiveAsync(string token, CancellationToken cancel) =>
        await FindGivenAsync(token, cancel) is { } given && (given.SessionId is null || await _subjects.FindAsync(given.Subject, cancel) is not null) ? given : null;

    /// <summary>As <see cref="FindLiveAsync"/>, but its user is not asked for: for a caller who reads the user's claims next, and refuses where there are none.</summary>
    internal async ValueTask<AccessToken?> FindGivenAsync(string token, CancellationToken cancel)
    {
        var now = _time.GetUtcNow();
        if (Read(token) is not { } claims || claims.ExpiresAt <= now) return null;
        if (await _clients.FindAsync(claims.ClientId, cancel) is null) return null;
        if (claims.SessionId is null) return await _store.IsAccessTokenRevokedAsync(claims.Jti, cancel) ? null : claims;
        return await _store.IsAccessTokenLiveAsync(claims.Jti, GrantId(claims.Jti), now, cancel) ? claims : null;
    }

    /// <summary>The claims that a live token's grant gives one by one, as <see cref="Grants.Grant.Claims"/>; null where there are none.</summary>
    internal ValueTask<string?> ClaimsAsync(AccessToken token, CancellationToken cancel) => _store.FindClaimsAsync(GrantId(token.Jti), cancel);

    /// <summary>What a genuine token says, expired or not; null where we did not make it as an access token.</summary>
    internal AccessToken? Read(string token)
    {
        var json = token.Contains('.', StringComparison.Ordinal) ? _reader.Read(token, JwtType.AccessToken) : ReferenceToken.Open(token, _ring);
        if (json is null) return null;
        using var payload = JsonDocument.Parse(json);
        var claims = payload.RootElement;
        return new AccessToken(
            claims.GetProperty("jti").GetString()!,
            claims.GetProperty("sub").GetString()!,
            claims.GetProperty("client_id").GetString()!,
            ScopeSet.Parse(claims.GetProperty("scope").GetString())!,
            Audiences(claims.GetProperty("aud")),
            DateTimeOffset.FromUnixTimeSeconds(claims.GetProperty("iat").GetInt64()),
            DateTimeOffset.FromUnixTimeSeconds(claims.GetProperty("exp").GetInt64()),
            claims.TryGetProperty("sid", out var sid) && SessionId.TryParse(sid.GetString(), out var session) ? session : null,
            claims.TryGetProperty("auth_time", out var authTime) ? DateTimeOffset.FromUnixTimeSeconds(authTime.GetInt64()) : null)
        {
            Payload = json,
        };
    }

    private static string[] Audiences(JsonElement aud) =>
        aud.ValueKind == JsonValueKind.Array ? [.. aud.EnumerateArray().Select(a => a.GetString()!)] : [aud.GetString()!];

    private static Guid GrantId(string jti) => new(Base64Url.DecodeFromChars(jti).AsSpan(0, 16), bigEndian: true);
}
