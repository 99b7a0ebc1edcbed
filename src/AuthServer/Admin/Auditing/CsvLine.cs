namespace AuthServer.Admin.Auditing;

/// <summary>A line of a CSV file (RFC 4180) that a spreadsheet shows and does not run.</summary>
internal static class CsvLine
{
    // What a spreadsheet takes for the beginning of a formula.
    private const string Formulas = "=+-@\t\r";

    /// <summary>The cells, each in quotes, with the end of the line.</summary>
    public static string Of(params ReadOnlySpan<string?> cells)
    {
        var line = new System.Text.StringBuilder();
        foreach (var cell in cells)
        {
            if (line.Length > 0) line.Append(',');
            line.Append('"').Append(Cell(cell ?? "")).Append('"');
        }
        return line.Append("\r\n").ToString();
    }

    private static string Cell(string text)
    {
        var safe = text.Length > 0 && Formulas.Contains(text[0], StringComparison.Ordinal) ? "'" + text : text;
        return safe.Replace("\"", "\"\"", StringComparison.Ordinal);
    }
}
