using Microsoft.Net.Http.Headers;

namespace ServiceDefaults.Answers;

/// <summary>A row's version as an entity tag, and the request's condition on it.</summary>
public static class EntityTag
{
    /// <summary>The tag of a version.</summary>
    public static string Of(long version) => $"\"{version}\"";

    /// <summary>Whether a version is the one that <c>If-Match</c> wants (any, without the header); null when the header can't be read: 400 <c>invalid_if_match</c>.</summary>
    public static Func<long, bool>? Expected(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var header = request.Headers.IfMatch;
        if (header.Count == 0)
            return _ => true;
        if (!EntityTagHeaderValue.TryParseStrictList(header.OfType<string>().ToArray(), out var tags) || tags.Count == 0)
            return null;
        // RFC 9110 §13.1.1: * is any that exists; the comparison is the strong one.
        return version => tags.Any(tag => tag.Equals(EntityTagHeaderValue.Any) || tag.Compare(new EntityTagHeaderValue(Of(version)), useStrongComparison: true));
    }

    /// <summary>The answer to a header that can't be read.</summary>
    public static Problem Unreadable => Problem.BadRequest("invalid_if_match", "If-Match must be * or entity tags in quotes.");
}
