using System.Globalization;
using System.Text;

namespace AuthServer.Accounts;

/// <summary>Makes text that people typed safe to store and to show.</summary>
public static class Text
{
    /// <summary>Whether every surrogate has its other half and U+FFFE is absent: only such text can be normalised and written as UTF-8.</summary>
    public static bool IsWellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\uFFFE') return false;
            if (!char.IsSurrogate(text[i])) continue;
            if (!char.IsHighSurrogate(text[i]) || i + 1 == text.Length || !char.IsLowSurrogate(text[++i])) return false;
        }
        return true;
    }

    /// <summary>A name or label: NFC, without control, format (bidirectional, zero-width) and unassigned characters, white space collapsed, at most three combining marks in a row.</summary>
    /// <param name="text">What was typed.</param>
    /// <param name="max">The longest result, in UTF-16 units.</param>
    /// <returns>Null where nothing is left.</returns>
    public static string? Clean(string? text, int max)
    {
        if (text is null || !IsWellFormed(text)) return null;
        var clean = new StringBuilder();
        var marks = 0;
        // Cut before normalising: a caller's megabyte is not worth the work.
        foreach (var rune in Head(text, max * 4).Normalize(NormalizationForm.FormC).EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune)) { if (clean.Length > 0 && clean[^1] != ' ') clean.Append(' '); continue; }
            var category = Rune.GetUnicodeCategory(rune);
            if (category is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator) continue;
            marks = category is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark ? marks + 1 : 0;
            if (marks > 3 || clean.Length + rune.Utf16SequenceLength > max) continue;
            clean.Append(rune);
        }
        var result = clean.ToString().Trim();
        return result.Length == 0 ? null : result;
    }

    private static string Head(string text, int max)
    {
        if (text.Length <= max) return text;
        return char.IsHighSurrogate(text[max - 1]) ? text[..(max - 1)] : text[..max];
    }
}
