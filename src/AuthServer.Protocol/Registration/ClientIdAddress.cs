namespace AuthServer.Protocol.Registration;

/// <summary>A <c>client_id</c> that is an address (draft-ietf-oauth-client-id-metadata-document §3).</summary>
internal static class ClientIdAddress
{
    /// <summary>The address, or null where the text is none that may be one: it is compared as it is, so it has one spelling.</summary>
    public static Uri? Parse(string clientId)
    {
        // The ids of all other clients end here.
        if (!clientId.StartsWith("http", StringComparison.Ordinal) || RegisteredUri.WebFault(clientId) is not null) return null;
        var address = new Uri(clientId);
        var rest = clientId.AsSpan(clientId.IndexOf("//", StringComparison.Ordinal) + 2);
        var slash = rest.IndexOf('/');
        if (slash < 0) return null;
        var path = rest[slash..].ToString().Split('?')[0];
        return path.Length > 1 && !path.Split('/').Any(IsDots) ? address : null;
    }

    private static bool IsDots(string segment) => segment.Replace("%2e", ".", StringComparison.OrdinalIgnoreCase) is "." or "..";
}
