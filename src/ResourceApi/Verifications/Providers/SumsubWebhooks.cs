using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace ResourceApi.Verifications.Providers;

/// <summary>Sumsub: <c>X-Payload-Digest</c> over the body; our id of the verification is the applicant's <c>externalUserId</c>.</summary>
internal sealed class SumsubWebhooks(VerificationOptions options, TimeProvider clock) : IKycProvider
{
    public const int ShortestSecret = 16;

    // Its last repetition comes a day after the first try, with the first one's time; what is older is remembered no longer than EventsKeptDays.
    private static readonly TimeSpan Oldest = TimeSpan.FromDays(3);
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);
    private readonly byte[][] _keys = [.. options.Webhooks.Sumsub.Select(Key).OfType<byte[]>()];

    public string Name => "sumsub";

    public bool IsConfigured => _keys.Length > 0;

    /// <summary>The key of a secret as it is configured; null where it is none.</summary>
    public static byte[]? Key(string secret) => secret.Length >= ShortestSecret && !string.IsNullOrWhiteSpace(secret) ? Encoding.UTF8.GetBytes(secret) : null;

    public bool IsAuthentic(IHeaderDictionary headers, ReadOnlySpan<byte> body)
    {
        if (headers["X-Payload-Digest"] is not [{ } digest] || headers["X-Payload-Digest-Alg"] is not [{ } algorithm])
            return false;
        var given = Encoding.UTF8.GetBytes(digest);
        var content = body.ToArray();
        // HMAC_SHA1_HEX is what it calls deprecated.
        Func<byte[], byte[]>? digestOf = algorithm switch
        {
            "HMAC_SHA256_HEX" => key => HMACSHA256.HashData(key, content),
            "HMAC_SHA512_HEX" => key => HMACSHA512.HashData(key, content),
            _ => null,
        };
        return digestOf is not null
            && Array.Exists(_keys, key => CryptographicOperations.FixedTimeEquals(given, Encoding.ASCII.GetBytes(Convert.ToHexStringLower(digestOf(key)))))
            && IsRecent(body);
    }

    public ProviderEvent? Read(IHeaderDictionary headers, ReadOnlySpan<byte> body)
    {
        if (StrictJson.Object(body) is not { } message || message.Text("type") is not { } type)
            return null;
        // It has no id of its own for an event, and repeats one byte for byte.
        var id = Convert.ToHexStringLower(SHA256.HashData(body));
        return type switch
        {
            "applicantPending" => new(id, message.Text("externalUserId"), VerificationStatus.InProgress, null, null),
            "applicantReviewed" => Reviewed(id, message),
            _ => new(id, null, null, null, null),
        };
    }

    private static ProviderEvent? Reviewed(string id, JsonElement message)
    {
        if (message.Member("reviewResult", JsonValueKind.Object) is not { } result || message.Text("externalUserId") is not { Length: > 0 } verification)
            return null;
        return result.Text("reviewAnswer") switch
        {
            "GREEN" => new(id, verification, VerificationStatus.Verified, null, null),
            // moderationComment is its text for the applicant; clientComment is not.
            "RED" => new(id, verification, VerificationStatus.Rejected, null, result.Text("moderationComment")),
            _ => null,
        };
    }

    private bool IsRecent(ReadOnlySpan<byte> body)
    {
        var text = StrictJson.Object(body)?.Text("createdAtMs");
        return DateTimeOffset.TryParseExact(text, ["yyyy-MM-dd HH:mm:ss.fff", "yyyy-MM-dd HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var created)
            && clock.GetUtcNow() - created is var age && age <= Oldest && age >= -Skew;
    }
}
