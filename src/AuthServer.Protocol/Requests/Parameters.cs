using System.Diagnostics.CodeAnalysis;

namespace AuthServer.Protocol.Requests;

/// <summary>The parameters of one request: each name at most once, none of them empty (RFC 6749 §3.1: an empty value counts as absent).</summary>
public sealed class Parameters
{
    private readonly Dictionary<string, string> _values;

    internal Parameters(Dictionary<string, string> values, IReadOnlyList<string> resources, bool hasRepeats = false)
    {
        _values = values;
        Resources = resources;
        HasRepeats = hasRepeats;
    }

    /// <summary>The value of a parameter, or null where it is absent.</summary>
    public string? this[string name] => _values.GetValueOrDefault(name);

    /// <summary>The <c>resource</c> parameters, the only ones that may repeat (RFC 8707 §2).</summary>
    public IReadOnlyList<string> Resources { get; }

    /// <summary>A name came more than once. None of its values is here: neither the first nor the last is used (RFC 6749 §3.1).</summary>
    internal bool HasRepeats { get; }

    /// <summary>All but <see cref="Resources"/>.</summary>
    internal IReadOnlyDictionary<string, string> Values => _values;

    /// <summary>Parameters that a face builds in code, such as a REST route in front of a grant; nulls are left out.</summary>
    /// <param name="values">Name and value pairs.</param>
    public static Parameters Of(params IEnumerable<KeyValuePair<string, string?>> values) =>
        new(values.Where(v => !string.IsNullOrEmpty(v.Value)).ToDictionary(v => v.Key, v => v.Value!), []);

    /// <summary>Whether a parameter is present, and its value.</summary>
    public bool TryGet(string name, [NotNullWhen(true)] out string? value) => _values.TryGetValue(name, out value);
}
