using Microsoft.Net.Http.Headers;

namespace ResourceApi.Profiles;

/// <summary>A profile's version as an entity tag, and the request's condition on it.</summary>
internal static class ProfileVersion
{
    public static string Tag(long version) => $"\"{version}\"";

    /// <summary>Whether a version is the one that <c>If-Match</c> wants (any, without the header); null when the header can't be read.</summary>
    public static Func<long, bool>? Expected(HttpRequest request)
    {
        var header = request.Headers.IfMatch;
        if (header.Count == 0)
            return _ => true;
        if (!EntityTagHeaderValue.TryParseStrictList(header.OfType<string>().ToArray(), out var tags) || tags.Count == 0)
            return null;
        // RFC 9110 §13.1.1: * is any that exists; the comparison is the strong one.
        return version => tags.Any(tag => tag.Equals(EntityTagHeaderValue.Any) || tag.Compare(new EntityTagHeaderValue(Tag(version)), useStrongComparison: true));
    }
}
