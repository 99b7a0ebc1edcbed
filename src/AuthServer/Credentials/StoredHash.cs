using System.Globalization;

namespace AuthServer.Credentials;

/// <summary>The text of a stored hash: <c>1:iterations:pepper version:salt:hash</c>, the last two in base64.</summary>
/// <param name="Iterations">Iterations of PBKDF2-HMAC-SHA-512.</param>
/// <param name="Pepper">Version of the ring key behind the pepper.</param>
/// <param name="Salt">Random, of this hash alone.</param>
/// <param name="Hash">The derived bytes.</param>
internal sealed record StoredHash(int Iterations, byte Pepper, byte[] Salt, byte[] Hash)
{
    private const string Version = "1";

    // A row that was tampered with must not make a login cost minutes.
    private const int MaxIterations = 10_000_000;

    public string Format() => string.Join(':', Version, Iterations.ToString(CultureInfo.InvariantCulture), Pepper.ToString(CultureInfo.InvariantCulture), Convert.ToBase64String(Salt), Convert.ToBase64String(Hash));

    public static StoredHash? Parse(string text)
    {
        if (text.Split(':') is not [Version, var iterations, var pepper, var salt, var hash]) return null;
        if (!int.TryParse(iterations, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count is < 1 or > MaxIterations) return null;
        if (!byte.TryParse(pepper, NumberStyles.None, CultureInfo.InvariantCulture, out var version)) return null;
        return Bytes(salt) is { Length: SecretHasher.SaltBytes } s && Bytes(hash) is { Length: SecretHasher.HashBytes } h ? new StoredHash(count, version, s, h) : null;
    }

    private static byte[]? Bytes(string base64)
    {
        var buffer = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, buffer, out var length) ? buffer[..length] : null;
    }
}
