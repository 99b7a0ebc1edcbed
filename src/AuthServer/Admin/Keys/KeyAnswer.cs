using AuthServer.Protocol.Keys;

namespace AuthServer.Admin.Keys;

/// <summary>A signing key, without its private half.</summary>
/// <param name="Kid">The <c>kid</c>.</param>
/// <param name="Alg">The <c>alg</c>.</param>
/// <param name="ActiveFrom">When it begins to sign, UTC.</param>
/// <param name="State"><c>next</c>: published, and signs later; <c>active</c>: signs; <c>retired</c>: published, and signs no more; <c>withdrawn</c>: out of the key set.</param>
internal sealed record KeyAnswer(string Kid, string Alg, DateTime ActiveFrom, string State)
{
    /// <summary>All keys of the server, newest first.</summary>
    /// <param name="keys">The rows.</param>
    /// <param name="now">The time.</param>
    /// <param name="keptSince">Keys whose successor took over before it are out of the key set.</param>
    public static IReadOnlyList<KeyAnswer> Of(IReadOnlyList<StoredKey> keys, DateTimeOffset now, DateTimeOffset keptSince) =>
        [.. keys.OrderByDescending(key => key.ActiveFrom).ThenBy(key => key.Algorithm, StringComparer.Ordinal).Select(key => new KeyAnswer(key.Kid, key.Algorithm, key.ActiveFrom.UtcDateTime, StateOf(key, keys, now, keptSince)))];

    private static string StateOf(StoredKey key, IReadOnlyList<StoredKey> keys, DateTimeOffset now, DateTimeOffset keptSince)
    {
        if (key.ActiveFrom > now) return "next";
        var overtaken = keys.Where(other => other.Algorithm == key.Algorithm && other.Generation > key.Generation && other.ActiveFrom <= now).Select(other => other.ActiveFrom).ToList();
        if (overtaken.Count == 0) return "active";
        return overtaken.Min() < keptSince ? "withdrawn" : "retired";
    }
}
