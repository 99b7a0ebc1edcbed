using System.Text;
using System.Text.RegularExpressions;

namespace AuthServer.Messaging.Templates;

/// <summary>A text with placeholders <c>{{name}}</c>, taken apart once.</summary>
internal sealed partial class TemplateText
{
    // Text and names in turn: text at even places, names at odd ones.
    private readonly string[] _pieces;

    private TemplateText(string[] pieces) => _pieces = pieces;

    /// <summary>The placeholders in the order of the text, each with what stands before and behind it.</summary>
    public IEnumerable<(string Name, string Before, string Behind)> Placeholders
    {
        get
        {
            for (var i = 1; i < _pieces.Length; i += 2) yield return (_pieces[i], _pieces[i - 1], _pieces[i + 1]);
        }
    }

    /// <summary>The names of the placeholders, each once.</summary>
    public IReadOnlySet<string> Names => Placeholders.Select(placeholder => placeholder.Name).ToHashSet();

    /// <summary>Null where braces stand that are no placeholder.</summary>
    public static TemplateText? Parse(string text)
    {
        var pieces = Placeholder().Split(text);
        var stray = pieces.Where((_, i) => i % 2 == 0).Any(piece => piece.Contains("{{") || piece.Contains("}}"));
        return stray ? null : new TemplateText(pieces);
    }

    // One pass: what a value holds is never looked at again, so that a value cannot pull in another.
    /// <summary>The text with the values in their places.</summary>
    public string Render(Func<string, string> value)
    {
        var text = new StringBuilder();
        for (var i = 0; i < _pieces.Length; i++) text.Append(i % 2 == 0 ? _pieces[i] : value(_pieces[i]));
        return text.ToString();
    }

    [GeneratedRegex(@"\{\{(?<name>[a-z]+)\}\}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Placeholder();
}
