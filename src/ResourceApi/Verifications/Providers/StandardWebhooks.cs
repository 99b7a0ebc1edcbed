using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace ResourceApi.Verifications.Providers;

/// <summary>Any provider that signs as Standard Webhooks says: <c>webhook-id</c>, <c>webhook-timestamp</c>, <c>webhook-signature</c>.</summary>
internal sealed class StandardWebhooks(VerificationOptions options, TimeProvider clock) : IKycProvider
{
    private const string SecretPrefix = "whsec_";
    private const string Scheme = "v1,";
    private const int ShortestKey = 24;
    private const int LongestKey = 64;
    private const int LongestId = 128;
    private const long Tolerance = 300;
    private readonly byte[][] _keys = [.. options.Webhooks.Generic.Select(Key).OfType<byte[]>()];

    public string Name => "generic";

    public bool IsConfigured => _keys.Length > 0;

    /// <summary>The key of a secret as it is configured; null where it is none.</summary>
    public static byte[]? Key(string secret)
    {
        var key = new byte[LongestKey];
        return secret.StartsWith(SecretPrefix, StringComparison.Ordinal) && Convert.TryFromBase64String(secret[SecretPrefix.Length..], key, out var length) && length >= ShortestKey ? key[..length] : null;
    }

    public bool IsAuthentic(IHeaderDictionary headers, ReadOnlySpan<byte> body)
    {
        if (Id(headers) is not { } id || headers["webhook-timestamp"] is not [{ Length: > 0 and <= 12 } timestamp] || headers["webhook-signature"] is not [{ } signatures])
            return false;
        if (!long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var sent) || Math.Abs(clock.GetUtcNow().ToUnixTimeSeconds() - sent) > Tolerance)
            return false;
        byte[] content = [.. Encoding.ASCII.GetBytes($"{id}.{timestamp}."), .. body];
        var expected = Array.ConvertAll(_keys, key => Encoding.ASCII.GetBytes(Scheme + Convert.ToBase64String(HMACSHA256.HashData(key, content))));
        // While a secret is changed, there is one signature for each.
        return signatures.Split(' ').Select(Encoding.UTF8.GetBytes).Any(given => Array.Exists(expected, one => CryptographicOperations.FixedTimeEquals(given, one)));
    }

    public ProviderEvent? Read(IHeaderDictionary headers, ReadOnlySpan<byte> body)
    {
        if (StrictJson.Object(body) is not { } message || message.Text("type") is not { } type)
            return null;
        if (type != "verification.updated")
            return new(Id(headers)!, null, null, null, null);
        if (message.Member("data", JsonValueKind.Object) is not { } data || data.Text("verification_id") is not { Length: > 0 } verification || Word<VerificationStatus>.Parse(data.Text("status")) is not { } status)
            return null;
        var level = Word<KycLevel>.Parse(data.Text("level"));
        var isContradiction = status == VerificationStatus.Verified && level == KycLevel.None;
        var isFormed = !isContradiction && IsTextOrAbsent(data, "reason") && (level is not null || IsAbsent(data, "level"));
        return isFormed ? new(Id(headers)!, verification, status, level, data.Text("reason")) : null;
    }

    // A dot would let one part run into the next in what is signed.
    private static string? Id(IHeaderDictionary headers) =>
        headers["webhook-id"] is [{ Length: > 0 and <= LongestId } id] && id.All(c => c is > ' ' and < '\x7f' and not '.') ? id : null;

    private static bool IsAbsent(JsonElement data, string name) => !data.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null;

    private static bool IsTextOrAbsent(JsonElement data, string name) => IsAbsent(data, name) || data.Text(name) is not null;
}
