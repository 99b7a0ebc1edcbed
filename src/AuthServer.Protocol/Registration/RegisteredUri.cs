namespace AuthServer.Protocol.Registration;

/// <summary>Judges the URIs of a registration by their text; nothing is normalised, and nothing is fetched.</summary>
internal static class RegisteredUri
{
    private const int MaxLength = 2000;

    // A browser runs or shows these in place of leaving for an app (CVE-2026-9086).
    private static readonly string[] NeverApps = ["javascript", "data", "file", "blob", "vbscript", "about", "view-source", "filesystem", "ftp", "ws", "wss"];

    /// <summary>What is wrong with a redirect URI, or null (RFC 6749 §3.1.2, RFC 8252 §7, RFC 9700 §2.1).</summary>
    public static string? RedirectFault(string text, bool native)
    {
        if (Fault(text, out var uri) is { } fault) return fault;
        if (text.Contains('*', StringComparison.Ordinal)) return "Redirect URIs are compared as they are: name each one, without a wildcard.";
        if (uri!.Scheme is "https" || IsLoopback(uri)) return null;
        if (uri.Scheme is "http") return "Use https; plain http is for loopback addresses only.";
        if (NeverApps.Contains(uri.Scheme)) return "A browser handles this scheme itself; use https or the private-use scheme of an app.";
        if (!native) return "Web clients use https; a scheme of its own needs application_type native.";
        // RFC 8252 §7.1: a domain name under the app's control, reversed.
        return uri.Scheme.Contains('.', StringComparison.Ordinal) ? null : "A private-use scheme is a reversed domain name, such as com.example.app.";
    }

    /// <summary>What is wrong with the address of a page or a document of the client, or null.</summary>
    public static string? WebFault(string text)
    {
        if (Fault(text, out var uri) is { } fault) return fault;
        return uri!.Scheme is "https" || IsLoopback(uri) ? null : "Use https; plain http is for loopback addresses only.";
    }

    /// <summary>What is wrong with an origin (RFC 6454 §6.2), or null.</summary>
    public static string? OriginFault(string text)
    {
        if (Fault(text, out var uri) is { } fault) return fault;
        return uri!.Scheme is "http" or "https" && text == uri.GetLeftPart(UriPartial.Authority) ? null : "An origin is a scheme, a host and perhaps a port, such as https://app.example.com.";
    }

    /// <summary>Whether two URIs have scheme, host and port in common.</summary>
    public static bool SameOrigin(string one, string other) =>
        Uri.TryCreate(one, UriKind.Absolute, out var a) && Uri.TryCreate(other, UriKind.Absolute, out var b) && (a.Scheme, a.Host, a.Port) == (b.Scheme, b.Host, b.Port);

    private static string? Fault(string text, out Uri? uri)
    {
        uri = null;
        if (text.Length is 0 or > MaxLength) return "The URI must have 1 to 2000 characters.";
        // Readers of addresses disagree about spaces, control characters, backslashes and other alphabets.
        if (text.Any(c => c is <= ' ' or >= '\x7f' or '\\' or '"' or '<' or '>' or '`' or '{' or '}' or '|' or '^')) return "The URI has characters that are not allowed; percent-encode them, and write other alphabets in punycode.";
        if (!Uri.TryCreate(text, UriKind.Absolute, out uri) || !text.StartsWith(uri.Scheme + ":", StringComparison.Ordinal)) return "The URI must be absolute, with its scheme in lower case.";
        if (text.Contains('#', StringComparison.Ordinal)) return "The URI must not have a fragment.";
        if (uri.UserInfo.Length > 0) return "The URI must not have user information.";
        if (uri.Scheme is "http" or "https" && (uri.Host.Length == 0 || !text.StartsWith(uri.Scheme + "://", StringComparison.Ordinal))) return "The URI must have a host.";
        return null;
    }

    private static bool IsLoopback(Uri uri) => uri.Scheme is "http" && uri.Host is "localhost" or "127.0.0.1" or "[::1]";
}
