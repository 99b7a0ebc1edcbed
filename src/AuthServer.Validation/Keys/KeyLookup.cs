using Microsoft.IdentityModel.Tokens;

namespace AuthServer.Validation.Keys;

/// <summary>The answer to a look-up: the key; or none, as the issuer has no such key; or none yet, as the issuer can't be reached.</summary>
/// <param name="Key">The key; null when there is none.</param>
/// <param name="RetryAfter">Set when no keys are known at all: when to ask again.</param>
public readonly record struct KeyLookup(SecurityKey? Key, TimeSpan? RetryAfter = null);
