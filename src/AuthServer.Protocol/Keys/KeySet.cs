using System.Text.Json;

namespace AuthServer.Protocol.Keys;

/// <summary>The signing keys as of one moment; immutable, swapped whole.</summary>
internal sealed class KeySet
{
    private readonly Dictionary<string, SigningKey[]> _newestFirst;

    private KeySet(IEnumerable<SigningKey> published, IEnumerable<SigningKey> retired)
    {
        Retired = [.. retired];
        Published = [.. published.OrderByDescending(k => k.Stored.ActiveFrom).ThenBy(k => k.Stored.Algorithm, StringComparer.Ordinal)];
        _newestFirst = Published.GroupBy(k => k.Stored.Algorithm).ToDictionary(g => g.Key, g => g.ToArray());
        Json = Write(Published);
    }

    public static KeySet Empty { get; } = new([], []);

    public IReadOnlyList<SigningKey> Published { get; }

    /// <summary>Keys that are not published any more, and whose ID tokens still come back as hints.</summary>
    public IReadOnlyList<SigningKey> Retired { get; }

    public ReadOnlyMemory<byte> Json { get; }

    /// <summary>Opens the keys that are to be published: all but those whose successor took over before <paramref name="keptSince"/>; of those, the ones that it took over from after <paramref name="readSince"/> are retired.</summary>
    public static KeySet Of(IReadOnlyCollection<StoredKey> stored, Func<StoredKey, SigningKey> open, DateTimeOffset keptSince, DateTimeOffset readSince)
    {
        var ends = stored.ToDictionary(k => k, k => stored.FirstOrDefault(s => s.Algorithm == k.Algorithm && s.Generation == k.Generation + 1)?.ActiveFrom ?? DateTimeOffset.MaxValue);
        return new(stored.Where(k => ends[k] >= keptSince).Select(open), stored.Where(k => ends[k] < keptSince && ends[k] >= readSince).Select(open));
    }

    public SigningKey Active(string algorithm, DateTimeOffset now)
    {
        var keys = _newestFirst[algorithm];
        foreach (var key in keys) if (key.Stored.ActiveFrom <= now) return key;
        // A clock behind the one that made the first key: that key is still the only one.
        return keys[^1];
    }

    private static byte[] Write(IReadOnlyList<SigningKey> keys)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartArray("keys");
            foreach (var key in keys) Write(json, key);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return buffer.ToArray();
    }

    private static void Write(Utf8JsonWriter json, SigningKey key)
    {
        json.WriteStartObject();
        json.WriteString("kty", key.Jwk.Kty);
        json.WriteString("kid", key.Jwk.Kid);
        json.WriteString("use", key.Jwk.Use);
        json.WriteString("alg", key.Jwk.Alg);
        if (key.Stored.Algorithm == SigningAlgorithms.ES256)
        {
            json.WriteString("crv", key.Jwk.Crv);
            json.WriteString("x", key.Jwk.X);
            json.WriteString("y", key.Jwk.Y);
        }
        else
        {
            json.WriteString("n", key.Jwk.N);
            json.WriteString("e", key.Jwk.E);
        }
        json.WriteEndObject();
    }
}
