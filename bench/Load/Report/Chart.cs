using System.Text;

namespace Load.Report;

/// <summary>Draws the scenarios as bars, as parts of the baseline.</summary>
internal sealed class Chart(Result result)
{
    private const int LabelWidth = 360;
    private const int BarWidth = 420;
    private const int RowHeight = 26;
    private const int Top = 40;
    private readonly StringBuilder _svg = new();

    public string Write()
    {
        var rows = result.Rows.Where(row => row.Scenario.Name != "pin-login").ToList();
        var most = Math.Max(1, rows.Max(row => row.Ratio));
        var (width, height) = (LabelWidth + BarWidth + 150, Top + (rows.Count * RowHeight) + 16);
        Line($"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" font-family="system-ui, sans-serif" font-size="13" role="img" aria-label="Each scenario's rate as a part of the baseline's">""");
        Line($"""<rect width="{width}" height="{height}" fill="#ffffff"/>""");
        var baseline = LabelWidth + (BarWidth / most);
        for (var i = 0; i < rows.Count; i++) Bar(rows[i], Top + (i * RowHeight), most);
        Line($"""<line x1="{baseline:F1}" y1="{Top - 8}" x2="{baseline:F1}" y2="{height - 12}" stroke="#555555" stroke-dasharray="4 3"/>""");
        Line($"""<text x="{baseline:F1}" y="{Top - 14}" text-anchor="middle" fill="#333333">the bare app: {rows[0].Rate:N0} a second</text>""");
        Line("</svg>");
        return _svg.ToString();
    }

    private void Bar(Measured row, int top, double most)
    {
        var ratio = row.Ratio;
        var length = BarWidth * ratio / most;
        var label = row.Scenario.Title.Split(": ")[0] + (row.Scenario.Connections.Count > 1 ? $" ({row.Connections} connections)" : "");
        Line($"""<text x="{LabelWidth - 10}" y="{top + 15}" text-anchor="end" fill="#222222">{label}</text>""");
        Line($"""<rect x="{LabelWidth}" y="{top}" width="{length:F1}" height="{RowHeight - 8}" rx="2" fill="#2f6f9f"/>""");
        if (row.Scenario.Least is { } least)
        {
            var mark = LabelWidth + (BarWidth * least / most);
            Line($"""<line x1="{mark:F1}" y1="{top - 2}" x2="{mark:F1}" y2="{top + RowHeight - 6}" stroke="#d9822b" stroke-width="2"/>""");
        }
        Line($"""<text x="{LabelWidth + length + 8:F1}" y="{top + 14}" fill="#222222">{ratio:F2}   {row.Rate:N0}/s</text>""");
    }

    private void Line(string text) => _svg.Append(text).Append('\n');
}
