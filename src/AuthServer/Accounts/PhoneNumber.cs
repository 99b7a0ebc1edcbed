namespace AuthServer.Accounts;

/// <summary>A mobile number in E.164: <c>+</c>, calling code, national number. One number has one spelling.</summary>
public readonly record struct PhoneNumber
{
    private const int MaxTyped = 32;
    private readonly int _code;

    private PhoneNumber(string digits, int code) => (Digits, _code) = (digits, code);

    /// <summary>All digits, calling code first.</summary>
    public string Digits { get; }

    /// <summary>The calling code, without its <c>+</c>.</summary>
    public string CallingCode => Digits[.._code];

    /// <summary>The digits after the calling code.</summary>
    public string National => Digits[_code..];

    /// <summary>Reads a number as people type it: <c>+</c> and ASCII digits; spaces, dots, hyphens and parentheses between them are dropped.</summary>
    /// <returns>Null where the calling code is unknown or does not have numbers of this length.</returns>
    public static PhoneNumber? Parse(string? text)
    {
        if (text is not { Length: > 1 and <= MaxTyped } || text[0] != '+') return null;
        var digits = string.Concat(text[1..].Where(c => c is not (' ' or '.' or '-' or '(' or ')')));
        if (!digits.All(char.IsAsciiDigit) || CallingCodes.Of(digits) is not { } code) return null;
        // North American numbers: neither area code nor exchange begins with 0 or 1.
        if (code == "1" && (digits[1] < '2' || digits[4] < '2')) return null;
        return new PhoneNumber(digits, code.Length);
    }

    /// <summary>The E.164 spelling.</summary>
    public override string ToString() => "+" + Digits;
}
