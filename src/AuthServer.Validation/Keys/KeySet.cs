using System.Collections.Frozen;
using Microsoft.IdentityModel.Tokens;

namespace AuthServer.Validation.Keys;

/// <summary>The usable keys of one JWK set, by <c>kid</c>, and when they were read.</summary>
internal sealed record KeySet(FrozenDictionary<string, SecurityKey> ById, DateTimeOffset ReadAt)
{
    private const int LeastRsaBits = 2048;

    /// <summary>Keeps public signature keys with a <c>kid</c> of their own; symmetric, short and foreign ones are left out.</summary>
    public static KeySet Of(JsonWebKeySet set, DateTimeOffset readAt) => new(
        set.Keys
            .Where(key => !string.IsNullOrEmpty(key.Kid) && key.Use is null or "sig" && IsUsable(key))
            .GroupBy(key => key.Kid, StringComparer.Ordinal)
            // Two keys of one name: which one is meant can't be known.
            .Where(group => group.Count() == 1)
            .ToFrozenDictionary(group => group.Key, group => (SecurityKey)group.Single(), StringComparer.Ordinal),
        readAt);

    private static bool IsUsable(JsonWebKey key) => key.Kty switch
    {
        JsonWebAlgorithmsKeyTypes.EllipticCurve => key.Crv == JsonWebKeyECTypes.P256 && key.Alg is null or SecurityAlgorithms.EcdsaSha256,
        JsonWebAlgorithmsKeyTypes.RSA => key.KeySize >= LeastRsaBits,
        _ => false,
    };
}
