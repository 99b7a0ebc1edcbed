namespace ServiceDefaults.Answers;

/// <summary>Collects what is wrong with a body, field by field.</summary>
public sealed class FieldErrors
{
    // Nobody reads more, and a large body could be wrong a million times.
    private const int Most = 50;
    private readonly Dictionary<string, List<string>> _byField = new(StringComparer.Ordinal);

    /// <summary>Whether anything is wrong.</summary>
    public bool Any => _byField.Count > 0;

    /// <summary>Whether what is found from now on is left out: fifty fields are told.</summary>
    public bool IsFull => _byField.Count >= Most;

    /// <summary>Adds a sentence to <paramref name="field"/>, named as the client sent it.</summary>
    public void Add(string field, string error)
    {
        if (!_byField.TryGetValue(field, out var errors))
        {
            if (IsFull)
                return;
            _byField[field] = errors = [];
        }
        errors.Add(error);
    }

    /// <summary>Adds the sentence unless <paramref name="holds"/>.</summary>
    public void Require(bool holds, string field, string error)
    {
        if (!holds)
            Add(field, error);
    }

    /// <summary>The collected sentences, in the shape of a problem's <c>errors</c>.</summary>
    public IReadOnlyDictionary<string, string[]> ToDictionary() =>
        _byField.ToDictionary(pair => pair.Key, pair => pair.Value.ToArray(), StringComparer.Ordinal);
}
