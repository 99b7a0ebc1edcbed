using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace AuthServer.Validation.Tokens;

/// <summary>Verifies the signature of a strictly read token under the one key that its <c>kid</c> names.</summary>
internal static class SignedToken
{
    private static readonly JsonWebTokenHandler Handler = new() { MapInboundClaims = false, MaximumTokenSizeInBytes = StrictToken.MaxLength };

    /// <summary>Whether signature, algorithm, type, issuer and audience all hold; time is the caller's, who has the clock.</summary>
    public static async Task<bool> HoldsAsync(StrictToken token, SecurityKey key, string type, PlatformTokenOptions options)
    {
        if (token.Type != type || !options.Algorithms.Contains(token.Algorithm))
            return false;
        // RFC 8725 §3.1: a key is for one algorithm.
        if (key is JsonWebKey { Alg: { Length: > 0 } meant } && meant != token.Algorithm)
            return false;
        var parameters = new TokenValidationParameters
        {
            IssuerSigningKey = key,
            // Else a token whose kid is unknown would be tried against every key.
            TryAllIssuerSigningKeys = false,
            RequireSignedTokens = true,
            // Compared above: the library would compare with case.
            TypeValidator = (_, _, _) => type,
            ValidAlgorithms = options.Algorithms,
            ValidIssuer = options.Authority,
            ValidAudience = options.Audience,
            IgnoreTrailingSlashWhenValidatingAudience = false,
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
