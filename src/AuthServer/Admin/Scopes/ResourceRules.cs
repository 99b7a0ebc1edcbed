using AuthServer.Accounts;
using AuthServer.Protocol.Keys;
using ServiceDefaults.Answers;

namespace AuthServer.Admin.Scopes;

/// <summary>What a resource must keep.</summary>
internal static class ResourceRules
{
    /// <summary>The longest name, and the longest that is shown.</summary>
    public const int LongestName = 100;

    private const int MostUris = 20;
    private const int LongestUri = 2000;

    public static FieldErrors Check(ResourceBody body)
    {
        var (errors, uris) = (new FieldErrors(), body.Uris ?? []);
        errors.Require(body.DisplayName.Length <= LongestName && Text.Clean(body.DisplayName, LongestName) is not null, "display_name", $"Must have 1 to {LongestName} visible characters.");
        errors.Require(uris.Count <= MostUris && uris.Distinct().Count() == uris.Count, "uris", $"There may be {MostUris} URIs, each once.");
        errors.Require(uris.Take(MostUris).All(IsUri), "uris", "Each must be an absolute URI without a fragment.");
        errors.Require(body.AccessTokenSigningAlg is null || SigningAlgorithms.All.Contains(body.AccessTokenSigningAlg), "access_token_signing_alg", $"Must be one of {string.Join(", ", SigningAlgorithms.All)}.");
        return errors;
    }

    public static bool IsName(string name) => name is { Length: >= 1 and <= LongestName } && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_');

    // RFC 8707 §2: an absolute URI, without a fragment.
    private static bool IsUri(string text) =>
        text.Length is > 0 and <= LongestUri && text.All(c => c is > ' ' and < '\x7f') && !text.Contains('#', StringComparison.Ordinal)
        && Uri.TryCreate(text, UriKind.Absolute, out var uri) && text.StartsWith(uri.Scheme + ":", StringComparison.Ordinal);
}
