using System.Globalization;
using System.Text;

namespace ResourceApi.Profiles;

/// <summary>Cleans text that one user writes and others read.</summary>
internal static class ProfileText
{
    private const int MostMarksInARow = 4;
    private const int ZeroWidthJoiner = 0x200D;
    private const int ZeroWidthNonJoiner = 0x200C;

    /// <summary>
    /// The text trimmed, in normal form C and without invisible and bidirectional format characters; empty becomes null.
    /// <paramref name="isClean"/> is false when it holds control or private characters, broken surrogates or heaps of marks.
    /// </summary>
    public static string? Clean(string? text, bool lines, out bool isClean)
    {
        isClean = true;
        if (string.IsNullOrWhiteSpace(text))
            return null;
        var kept = new StringBuilder(text.Length);
        var marks = 0;
        foreach (var rune in text.ReplaceLineEndings("\n").EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            marks = category is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark ? marks + 1 : 0;
            if (IsForbidden(rune, category, lines) || marks > MostMarksInARow)
                isClean = false;
            else if (category != UnicodeCategory.Format || (lines && rune.Value is ZeroWidthJoiner or ZeroWidthNonJoiner))
                kept.Append(rune.ToString());
        }
        var cleaned = kept.ToString().Normalize(NormalizationForm.FormC).Trim();
        return cleaned.Length == 0 ? null : cleaned;
    }

    // EnumerateRunes gives U+FFFD for a broken surrogate.
    private static bool IsForbidden(Rune rune, UnicodeCategory category, bool lines) => category switch
    {
        UnicodeCategory.Control => !(lines && rune.Value == '\n'),
        UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => true,
        UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate => true,
        _ => rune == Rune.ReplacementChar,
    };
}
