using System.Collections.Frozen;

namespace AuthServer.Accounts;

/// <summary>The calling codes of ITU-T E.164 that have mobile numbers, with the lengths that those have.</summary>
/// <remarks>Source: the mobile metadata of libphonenumber (Apache 2.0, Google) as of libphonenumber-js 1.13.16, the lengths of all countries of a code put together and cut at E.164's 15 digits.</remarks>
internal static class CallingCodes
{
    // Lengths of the number after the code: codes.
    private const string Table = """
        5: 247 290 500 682
        5,6,7: 690
        5,6,7,8,9: 27
        5,7: 677
        6: 298 299 672 681 687
        6,7: 688
        6,7,8,9,10: 358
        6,9: 376 508
        7: 238 239 246 248 269 291 297 501 592 597 673 674 676 678 679 680 683 691 692 960
        7,10: 685
        7,8: 241 372 507 599 961
        7,8,9: 252
        7,8,9,10: 95
        7,8,9,10,11,12,13: 43
        7,9: 220 231 243 354 423
        8: 216 222 223 226 227 228 230 232 235 236 253 257 266 267 268 350 356 357 370 371 373 374 378 382 383 386 389 45 47 502 503 504 505 506 509 53 591 598 65 670 675 686 689 852 853 965 968 973 974 975 976 993
        8,9: 359 377 385 387 855
        8,9,10: 381 64
        9: 211 212 213 218 221 224 233 237 240 242 244 245 249 250 251 254 255 256 258 260 261 262 263 264 265 32 33 34 351 352 353 355 36 375 380 40 41 420 421 46 48 51 56 590 593 594 595 596 61 66 84 886 93 94 962 963 966 967 970 971 972 992 994 995 996 998
        9,10: 39 60 82 856
        9,10,11,12: 62
        9,11: 31
        10: 1 20 225 229 234 30 44 52 57 58 63 7 81 850 880 90 91 92 964 977 98
        10,11: 49 54 55
        11: 86
        """;

    private static readonly FrozenDictionary<string, int[]> Lengths = Parse();

    /// <summary>Whether a text is one of the codes.</summary>
    public static bool IsCode(string text) => Lengths.ContainsKey(text);

    /// <summary>The calling code at the start of the digits; null where there is none or the rest has a length that it does not allow.</summary>
    public static string? Of(ReadOnlySpan<char> digits)
    {
        var codes = Lengths.GetAlternateLookup<ReadOnlySpan<char>>();
        // No code begins another: the first that fits is the one.
        for (var length = 1; length <= 3 && length < digits.Length; length++)
        {
            if (codes.TryGetValue(digits[..length], out var lengths))
                return lengths.Contains(digits.Length - length) ? digits[..length].ToString() : null;
        }
        return null;
    }

    private static FrozenDictionary<string, int[]> Parse() => Table
        .Split('\n')
        .Select(line => line.Split(':'))
        .SelectMany(line => line[1].Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(code => (Code: code, Lengths: line[0].Split(',').Select(int.Parse).ToArray())))
        .ToFrozenDictionary(entry => entry.Code, entry => entry.Lengths);
}
