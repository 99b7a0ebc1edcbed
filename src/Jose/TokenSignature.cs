using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Jose;

/// <summary>Verifies the signature of a strictly read token under the one key that it must be by.</summary>
public static class TokenSignature
{
    private static readonly JsonWebTokenHandler Handler = new() { MapInboundClaims = false, MaximumTokenSizeInBytes = StrictToken.MaxLength };

    /// <summary>Whether the signature holds; type, issuer, audience and times are the caller's, who has compared them or will.</summary>
    /// <param name="token">The token.</param>
    /// <param name="key">The key.</param>
    /// <param name="algorithms">The algorithms that are allowed, all of them asymmetric.</param>
    public static async Task<bool> HoldsAsync(StrictToken token, SecurityKey key, IEnumerable<string> algorithms)
    {
        ArgumentNullException.ThrowIfNull(token);
        var allowed = algorithms as IList<string> ?? [.. algorithms];
        if (!allowed.Contains(token.Algorithm))
            return false;
        // RFC 8725 §3.1: a key is for one algorithm.
        if (key is JsonWebKey { Alg: { Length: > 0 } meant } && meant != token.Algorithm)
            return false;
        var parameters = new TokenValidationParameters
        {
            IssuerSigningKey = key,
            // The caller has picked the key: a kid that the key does not repeat changes nothing.
            TryAllIssuerSigningKeys = true,
            RequireSignedTokens = true,
            TypeValidator = (type, _, _) => type,
            ValidAlgorithms = allowed,
            ValidateIssuer = false,
            ValidateAudience = false,
            ValidateLifetime = false,
            RequireExpirationTime = false,
        };
        try
        {
            return (await Handler.ValidateTokenAsync(token.Raw, parameters)).IsValid;
        }
        catch (Exception e) when (e is SecurityTokenException or ArgumentException or System.Security.Cryptography.CryptographicException or NotSupportedException or InvalidOperationException)
        {
            // The library throws for some malformed tokens in place of answering.
            return false;
        }
    }
}
