using System.Globalization;

namespace Load;

/// <summary>Numbers as programs write them, whatever the language of the machine.</summary>
internal static class Numbers
{
    public static int Whole(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    public static double Fraction(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    public static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
