using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using ServiceDefaults.Answers;

namespace ResourceApi.Media.Uploading;

/// <summary>What a part of a multipart body must be.</summary>
/// <param name="Field">The field that files come in.</param>
/// <param name="MostFiles">How many there may be.</param>
internal sealed record PartRules(string Field, int MostFiles)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static Problem Invalid(string detail) => Problem.BadRequest("invalid_multipart", detail);

    /// <summary>The text of a field, or null where it is not clean.</summary>
    public static string? Text(byte[] content)
    {
        try
        {
            var text = Strict.GetString(content);
            return text.Any(c => char.IsControl(c) && c is not ('\r' or '\n' or '\t')) ? null : text;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>What is wrong with a part before its content is read, or null.</summary>
    public Problem? Check(MultipartSection part, int files, IReadOnlyDictionary<string, string> fields, out string name)
    {
        name = "";
        if (!ContentDispositionHeaderValue.TryParse(part.ContentDisposition, out var disposition) || !disposition.DispositionType.Equals("form-data", StringComparison.OrdinalIgnoreCase))
            return Invalid("Every part needs the header Content-Disposition: form-data with a name.");
        name = HeaderUtilities.RemoveQuotes(disposition.Name).ToString();
        var isNamedFile = disposition.FileName.HasValue || disposition.FileNameStar.HasValue;
        if (name.Length is 0 or > 64 || fields.ContainsKey(name))
            return Invalid("Every part needs a name of at most 64 characters, and only files may share one.");
        if (isNamedFile && name != Field)
            return Invalid($"Files belong into the field {Field}.");
        // RFC 7578 §4.2: no path in it is ever followed. Nothing here uses the name, so one that tries is refused, not mended.
        if (!IsPlain(HeaderUtilities.RemoveQuotes(disposition.FileName).Value) || !IsPlain(disposition.FileNameStar.Value))
            return Invalid("A file's name must be a plain name without a path or control characters.");
        // RFC 7578 §4.7 deprecates it; nobody decodes it here.
        if (part.Headers?.TryGetValue("Content-Transfer-Encoding", out var encoding) == true && !encoding.ToString().Equals("binary", StringComparison.OrdinalIgnoreCase))
            return Invalid("Send files as they are, without Content-Transfer-Encoding.");
        return name == Field && files == MostFiles ? Problem.BadRequest("too_many_files", $"There may be {MostFiles} in the field {Field}, no more.") : null;
    }

    private static bool IsPlain(string? fileName) =>
        fileName is null || (fileName.Length <= 255 && !fileName.Any(c => c is '/' or '\\' || char.IsControl(c)) && fileName is not (".." or "."));
}
