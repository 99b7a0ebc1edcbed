namespace AuthServer.Protocol.Requests;

/// <summary>Adds members to the query of a registered URI, which stays as it is otherwise.</summary>
internal static class QueryMembers
{
    /// <summary>The URI with the members, percent-encoded, behind whatever query it has (RFC 6749 §3.1.2).</summary>
    public static string Add(string uri, IReadOnlyList<(string Name, string Value)> members)
    {
        if (members.Count == 0) return uri;
        var separator = uri.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        return uri + separator + string.Join('&', members.Select(m => $"{m.Name}={Uri.EscapeDataString(m.Value)}"));
    }
}
