using System.Text.Json;
using AuthServer.Validation.Keys;
using Jose;
using Microsoft.Extensions.Options;

namespace AuthServer.Validation.SecurityEvents;

/// <summary>Verifies security event tokens of the same issuer and for the same audience as the access tokens.</summary>
public sealed class SecurityEventValidator(IOptionsMonitor<PlatformTokenOptions> options, ITokenKeys keys, TimeProvider clock)
{
    // RFC 8417 §2.3: explicitly typed, so that no other JWT can be sent in its place nor it in another's.
    private const string TokenType = "secevent+jwt";

    /// <summary>Verifies <paramref name="raw"/>; never throws for its content.</summary>
    public async Task<SecurityEventOutcome> ValidateAsync(string raw, CancellationToken cancellationToken)
    {
        var settings = options.Get(PlatformTokens.Scheme);
        if (StrictToken.Parse(raw) is not { Type: TokenType, KeyId: { } keyId } token || Read(token.Payload, settings.ClockSkew) is not { } read)
            return SecurityEventOutcome.Refused("invalid_request", "The body is not a well-formed security event token.");
        if (Claims.Text(token.Payload, "iss") != settings.Authority)
            return SecurityEventOutcome.Refused("invalid_issuer", "The issuer is not the one that is trusted here.");
        if (!Claims.IsFor(token.Payload, settings.Audience))
            return SecurityEventOutcome.Refused("invalid_audience", "The token is not meant for this receiver.");
        if (!settings.Algorithms.Contains(token.Algorithm))
            return SecurityEventOutcome.Refused("invalid_key", "The signature algorithm is not accepted.");
        var lookup = await keys.FindAsync(keyId, cancellationToken);
        if (lookup.RetryAfter is { } wait)
            return SecurityEventOutcome.Later(wait);
        if (lookup.Key is not { } key)
            return SecurityEventOutcome.Refused("invalid_key", "The signing key is not known.");
        return await TokenSignature.HoldsAsync(token, key, settings.Algorithms)
            ? SecurityEventOutcome.Accepted(read)
            : SecurityEventOutcome.Refused("authentication_failed", "The signature does not hold.");
    }

    // RFC 8417 §2.2: iss, iat, jti and events; exp is not used in event tokens.
    private SecurityEvent? Read(JsonElement payload, TimeSpan skew)
    {
        if (Claims.Text(payload, "jti") is not { } id
            || Claims.Moment(payload, "iat") is not { } issued || issued > clock.GetUtcNow() + skew
            || !payload.TryGetProperty("events", out var events) || events.ValueKind != JsonValueKind.Object)
        {
            return null;
        }
        var byType = events.EnumerateObject().ToDictionary(member => member.Name, member => member.Value, StringComparer.Ordinal);
        return byType.Count == 0 || byType.Values.Any(value => value.ValueKind != JsonValueKind.Object)
            ? null
            : new(id, issued, Subject(payload), byType);
    }

    private static string? Subject(JsonElement payload) =>
        payload.TryGetProperty("sub_id", out var subject) && subject.ValueKind == JsonValueKind.Object && Claims.Text(subject, "format") == "opaque"
            ? Claims.Text(subject, "id")
            : null;
}
