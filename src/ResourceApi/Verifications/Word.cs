using System.Collections.Frozen;
using System.Text.Json;

namespace ResourceApi.Verifications;

/// <summary>The members of an enumeration as the snake_case words that clients send and read.</summary>
internal static class Word<T> where T : struct, Enum
{
    private static readonly FrozenDictionary<string, T> Values = Enum.GetValues<T>().ToFrozenDictionary(Of, StringComparer.Ordinal);

    /// <summary>All words, for messages.</summary>
    public static string All { get; } = string.Join(", ", Enum.GetValues<T>().Select(Of));

    /// <summary>The word of a value.</summary>
    public static string Of(T value) => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    /// <summary>The value of a word, compared with case; null where there is no such word.</summary>
    public static T? Parse(string? word) => word is not null && Values.TryGetValue(word, out var value) ? value : null;
}
