using System.Text.RegularExpressions;
using ResourceApi.Media.Decoding;
using ServiceDefaults.Answers;

namespace ResourceApi.Media.Uploading;

/// <summary>Reads a file that came as base64 (RFC 4648 §4), bare or as a <c>data:</c> URI of a picture.</summary>
internal static partial class Base64File
{
    public static UploadedFile Read(string text)
    {
        var start = text.StartsWith("data:", StringComparison.OrdinalIgnoreCase) ? Prefix().Match(text).Length : 0;
        var encoded = text.AsSpan(start);
        if (start == 0 && text.Contains(':', StringComparison.Ordinal))
            return Invalid("A data: address must begin with data:image/jpeg;base64, or the same with png, webp or gif.");
        if (encoded.Length / 4 * 3L > ImageDecoder.MostBytes + 2)
            return UploadedFile.Refused(ImageDecoder.TooLarge());
        // The decoder lets white space through.
        if (encoded.IsEmpty || encoded.Length % 4 != 0 || encoded.ContainsAny(" \t\r\n"))
            return Invalid("The file must be standard base64 with its padding and without spaces or line breaks.");
        var content = new byte[encoded.Length / 4 * 3];
        return Convert.TryFromBase64Chars(encoded, content, out var length)
            ? new UploadedFile(content[..length], null)
            : Invalid("The file must be standard base64 with its padding and without spaces or line breaks.");
    }

    private static UploadedFile Invalid(string detail) => UploadedFile.Refused(Problem.BadRequest("invalid_base64", detail));

    [GeneratedRegex(@"\Adata:image/(jpeg|jpg|png|webp|gif);base64,", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Prefix();
}
