using System.Collections;

namespace AuthServer.Protocol.Scopes;

/// <summary>An ordered set of scope tokens (RFC 6749 §3.3).</summary>
public sealed class ScopeSet : IReadOnlyCollection<string>
{
    private const int MaxLength = 2048;
    private readonly string[] _scopes;

    private ScopeSet(string[] scopes) => _scopes = scopes;

    /// <summary>No scope at all.</summary>
    public static ScopeSet Empty { get; } = new([]);

    /// <inheritdoc/>
    public int Count => _scopes.Length;

    /// <summary>A set of the given tokens, which are known to be well-formed; repeats collapse.</summary>
    public static ScopeSet Of(IEnumerable<string> scopes) => new([.. scopes.Distinct()]);

    /// <summary>Parses <c>scope-token *( SP scope-token )</c>; null means that the text is malformed or over 2,048 characters.</summary>
    public static ScopeSet? Parse(string? text)
    {
        if (string.IsNullOrEmpty(text)) return Empty;
        if (text.Length > MaxLength) return null;
        var tokens = text.Split(' ');
        return Array.TrueForAll(tokens, IsToken) ? Of(tokens) : null;
    }

    /// <summary>Whether the scope is in the set.</summary>
    public bool Contains(string scope) => Array.IndexOf(_scopes, scope) >= 0;

    /// <summary>The scopes of this set that are also in the other.</summary>
    public ScopeSet Intersect(ScopeSet other) => new([.. _scopes.Where(other.Contains)]);

    /// <summary>This set without one scope.</summary>
    public ScopeSet Without(string scope) => new([.. _scopes.Where(s => s != scope)]);

    /// <summary>Whether every scope of this set is also in the other.</summary>
    public bool IsSubsetOf(ScopeSet other) => Array.TrueForAll(_scopes, other.Contains);

    /// <summary>Whether both have the same scopes, in whatever order.</summary>
    public bool SetEquals(ScopeSet other) => Count == other.Count && IsSubsetOf(other);

    /// <inheritdoc/>
    public IEnumerator<string> GetEnumerator() => ((IEnumerable<string>)_scopes).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The tokens, joined by one space: the spelling of the wire and of the store.</summary>
    public override string ToString() => string.Join(' ', _scopes);

    // RFC 6749 §3.3: scope-token = 1*( %x21 / %x23-5B / %x5D-7E )
    private static bool IsToken(string token) =>
        token.Length > 0 && token.All(c => c is '\x21' or (>= '\x23' and <= '\x5B') or (>= '\x5D' and <= '\x7E'));
}
