using System.Text.Encodings.Web;

namespace AuthServer.Messaging.Templates;

/// <summary>The values of one message, made safe for the place that they go to.</summary>
internal sealed class MessageValues
{
    // Users name devices and clients name themselves: a text message has no room for a story that somebody puts there.
    private const int LongestNameInSms = 40;
    private readonly Dictionary<string, string> _values = [];
    private readonly bool _rightToLeft;

    /// <exception cref="ArgumentException">A value is missing, or there is one that the template does not know: a bug.</exception>
    public MessageValues(MessageTemplate template, IReadOnlyDictionary<string, string> values, bool rightToLeft)
    {
        _rightToLeft = rightToLeft;
        if (!template.Placeholders.SetEquals(values.Keys)) throw new ArgumentException($"{template.Name} takes {string.Join(", ", template.Placeholders)}, and got {string.Join(", ", values.Keys)}.", nameof(values));
        foreach (var (name, value) in values) _values[name] = name == "link" ? Link(value) : OneLine(value);
    }

    /// <summary>The value as it is, without what could break a line.</summary>
    public string this[string name] => _values[name];

    public bool Has(string name) => _values.ContainsKey(name);

    /// <summary>For HTML.</summary>
    public string Html(string name) => HtmlEncoder.Default.Encode(this[name]);

    /// <summary>For a subject or a plain text.</summary>
    public string Plain(string name) => Isolated(name, this[name]);

    /// <summary>For a text message.</summary>
    public string Sms(string name) => Isolated(name, name is "device" or "app" ? Short(this[name]) : this[name]);

    // Unicode Bidirectional Algorithm (UAX #9) §2.4.2: without an isolate, "+12*******01" among Arabic words reads from its end. Links stand alone and are copied, so they stay as they are.
    private string Isolated(string name, string value) => _rightToLeft && name != "link" ? $"\u2068{value}\u2069" : value;

    private static string Short(string name)
    {
        if (name.Length <= LongestNameInSms) return name;
        return name[..(char.IsHighSurrogate(name[LongestNameInSms - 1]) ? LongestNameInSms - 1 : LongestNameInSms)];
    }

    private static string Link(string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var link) && (link.Scheme == Uri.UriSchemeHttps || link.Scheme == Uri.UriSchemeHttp)
            ? link.AbsoluteUri
            : throw new ArgumentException("A link must be an absolute http or https URL.", nameof(value));

    // A line break would make a header or the last line of a text message; a bidirectional control would turn what stands around it.
    private static string OneLine(string value) => string.Concat(value.Where(c => !char.IsControl(c) && !IsLineOrDirection(c)));

    private static bool IsLineOrDirection(char c) => c is '\u2028' or '\u2029' or '\u061C' or '\u200E' or '\u200F' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}
