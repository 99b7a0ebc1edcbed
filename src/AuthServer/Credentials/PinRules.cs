using System.Globalization;
using AuthServer.Accounts;

namespace AuthServer.Credentials;

/// <summary>Which PINs a user may choose.</summary>
public static class PinRules
{
    private const int FirstYear = 1930;
    private const int LastYear = 2029;

    // The first twenty by DataGenetics' count of 3.4 million leaked PINs, the rest from the lists of keypad shapes, dates and words that follow in it
    // and in "This PIN Can Be Easily Guessed" (IEEE S&P 2020). Those that another rule names anyway are in as well: the list is the list.
    private static readonly HashSet<string> MostUsed =
    [
        "1234", "1111", "0000", "1212", "7777", "1004", "2000", "4444", "2222", "6969",
        "9999", "3333", "5555", "6666", "1122", "1313", "8888", "4321", "2001", "1010",
        "2580", "0852", "1342", "1379", "2468", "1357", "5683", "0007", "1478", "7410",
        "1470", "3690", "0963", "1236", "7890", "1230", "0123", "9876", "5150", "4200",
        "1200", "0911", "2525", "1412", "1112", "2112", "0420", "1225", "0101", "1123",
        "123123", "159753", "147258", "789456", "142536", "292513", "131313", "147369", "258369", "112233",
    ];

    /// <summary>What is wrong with a PIN.</summary>
    /// <param name="pin">The PIN.</param>
    /// <param name="length">The configured length.</param>
    /// <param name="phone">The user's own number.</param>
    public static PinWeakness Weakness(string pin, int length, PhoneNumber phone)
    {
        if (!IsWellFormed(pin, length)) return PinWeakness.Format;
        if (IsPeriodic(pin, 1)) return PinWeakness.Repeat;
        if (IsSequence(pin)) return PinWeakness.Sequence;
        if (IsPattern(pin)) return PinWeakness.Pattern;
        if (int.Parse(pin, CultureInfo.InvariantCulture) is >= FirstYear and <= LastYear && pin.Length == 4) return PinWeakness.Year;
        if (phone.Digits.EndsWith(pin, StringComparison.Ordinal) || phone.Digits.StartsWith(pin, StringComparison.Ordinal) || phone.National.StartsWith(pin, StringComparison.Ordinal)) return PinWeakness.Phone;
        return MostUsed.Contains(pin) ? PinWeakness.Common : PinWeakness.None;
    }

    /// <summary>Whether a PIN has the configured length and nothing but ASCII digits.</summary>
    public static bool IsWellFormed(string pin, int length) => pin.Length == length && pin.All(char.IsAsciiDigit);

    // Round the corner too: 9012 goes up.
    private static bool IsSequence(string pin)
    {
        var step = (pin[1] - pin[0] + 10) % 10;
        return step is 1 or 9 && pin.Zip(pin.Skip(1)).All(pair => (pair.Second - pair.First + 10) % 10 == step);
    }

    private static bool IsPattern(string pin)
    {
        for (var period = 2; period <= pin.Length / 2; period++) if (IsPeriodic(pin, period)) return true;
        return pin.SequenceEqual(pin.Reverse()) || pin.Chunk(2).All(pair => pair is [var a, var b] && a == b);
    }

    private static bool IsPeriodic(string pin, int period) => pin.Select((digit, i) => digit == pin[i % period]).All(same => same);
}
