using System.Security.Claims;
using System.Text.Json;
using AuthServer.Validation.Bearer;
using AuthServer.Validation.Keys;
using Jose;
using Microsoft.Extensions.Options;

namespace AuthServer.Validation.Tokens;

/// <summary>Validates access tokens in the form of RFC 9068.</summary>
public sealed class AccessTokenValidator(
    IOptionsMonitor<PlatformTokenOptions> options, ITokenKeys keys, IEnumerable<IEndedTokens> ended, TimeProvider clock)
{
    private const string TokenType = "at+jwt";

    private readonly IEndedTokens[] _ended = [.. ended];

    /// <summary>The principal that <paramref name="raw"/> speaks for, or why it is refused: 401 <c>invalid_token</c>, 503 while no keys are known.</summary>
    public async Task<TokenOutcome> ValidateAsync(string raw, CancellationToken cancellationToken)
    {
        var settings = options.Get(PlatformTokens.Scheme);
        if (StrictToken.Parse(raw) is not { Type: TokenType, KeyId: { } keyId } token || !settings.Algorithms.Contains(token.Algorithm))
            return TokenRefusal.InvalidToken;
        // Before the keys are asked: what can't be ours anyway must not make us fetch.
        if (!HasRequiredClaims(token.Payload) || Claims.Text(token.Payload, "iss") != settings.Authority || !Claims.IsFor(token.Payload, settings.Audience))
            return TokenRefusal.InvalidToken;
        if (!IsAlive(token.Payload, settings.ClockSkew))
            return TokenRefusal.InvalidToken;
        var lookup = await keys.FindAsync(keyId, cancellationToken);
        if (lookup.RetryAfter is { } wait)
            return TokenRefusal.KeysUnavailable(wait);
        if (lookup.Key is not { } key || !await TokenSignature.HoldsAsync(token, key, settings.Algorithms))
            return TokenRefusal.InvalidToken;
        // RFC 9449 §7.1, RFC 8705 §3: a token bound to a key is worth nothing to a mere bearer.
        if (token.Payload.TryGetProperty("cnf", out _) || IsEnded(token.Payload))
            return TokenRefusal.InvalidToken;
        return new ClaimsPrincipal(TokenPrincipal.Identity(token.Payload, settings.Authority));
    }

    // RFC 9068 §2.2.
    private static bool HasRequiredClaims(JsonElement payload) =>
        Claims.Text(payload, "sub") is not null
        && Claims.Text(payload, "client_id") is not null
        && Claims.Text(payload, "jti") is not null
        && Claims.IsAbsentOr(payload, "scope", JsonValueKind.String)
        && Claims.IsAbsentOr(payload, "sid", JsonValueKind.String)
        && Claims.IsAbsentOr(payload, "authz_version", JsonValueKind.Number)
        && Claims.IsAbsentOr(payload, "roles", JsonValueKind.Array)
        && Claims.IsAbsentOr(payload, "acr", JsonValueKind.String)
        && Claims.IsAbsentOr(payload, "auth_time", JsonValueKind.Number)
        && Claims.IsAbsentOr(payload, "nbf", JsonValueKind.Number);

    private bool IsAlive(JsonElement payload, TimeSpan skew)
    {
        var now = clock.GetUtcNow();
        return Claims.Moment(payload, "exp") is { } expires && now < expires + skew
            && Claims.Moment(payload, "iat") is { } issued && issued <= now + skew
            && HasBegun(payload, "nbf", now + skew)
            // Who signs in tomorrow has not signed in; no age could be told of it.
            && HasBegun(payload, "auth_time", now + skew);
    }

    private static bool HasBegun(JsonElement payload, string name, DateTimeOffset latest) =>
        !payload.TryGetProperty(name, out _) || (Claims.Moment(payload, name) is { } moment && moment <= latest);

    private bool IsEnded(JsonElement payload)
    {
        var identity = new TokenIdentity(Claims.Text(payload, "sub")!, Claims.Text(payload, "jti")!, Claims.Text(payload, "sid"), Claims.Whole(payload, "authz_version"));
        return _ended.Any(list => list.Contains(identity));
    }
}
