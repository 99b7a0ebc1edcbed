using System.Text.Encodings.Web;
using System.Text.RegularExpressions;

namespace AuthServer.Messaging;

/// <summary>A text with <c>{{placeholders}}</c>; what is put into it is escaped, so that it stays a value.</summary>
internal sealed partial class SmsTemplate(string text)
{
    public const string Json = "application/json";
    public const string Form = "application/x-www-form-urlencoded";
    public const string Plain = "text/plain";

    /// <summary>Everything between two pairs of braces, known or not.</summary>
    public IEnumerable<string> Placeholders => Placeholder().Matches(text).Select(match => match.Groups["name"].Value);

    /// <summary>An opening pair of braces that nothing closes.</summary>
    public bool IsBroken => Placeholder().Replace(text, "").Contains("{{", StringComparison.Ordinal);

    public static bool IsKnown(string contentType) => contentType is Json or Form or Plain;

    public string Fill(string contentType, IReadOnlyDictionary<string, string> values) => Placeholder().Replace(text, match => Escape(contentType, values[match.Groups["name"].Value]));

    private static string Escape(string contentType, string value) => contentType switch
    {
        Json => JavaScriptEncoder.Default.Encode(value),
        Form => Uri.EscapeDataString(value),
        _ => value,
    };

    [GeneratedRegex(@"\{\{(?<name>[^{}]*)\}\}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Placeholder();
}
