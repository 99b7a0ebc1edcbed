using Microsoft.Net.Http.Headers;
using ResourceApi.Media.Uploading;
using ResourceApi.Verifications.Documents;
using ServiceDefaults.Answers;
using ServiceDefaults.Bodies;

namespace ResourceApi.Verifications;

/// <summary>Reads a submission from JSON or multipart and checks its words.</summary>
internal sealed class SubmissionReader(VerificationOptions options)
{
    public const string FilesField = "documents";
    private const string TypeField = "verification_type";
    private const string DocumentTypeField = "document_type";

    /// <summary>The submission, or what is wrong with it.</summary>
    /// <param name="http">The request.</param>
    /// <param name="type">The type that the path says; null where the body has to.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task<(CheckedSubmission? Submission, Problem? Refusal)> ReadAsync(HttpContext http, VerificationType? type, CancellationToken cancel)
    {
        var isForm = MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var media) && media.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase);
        var (words, pictures, refusal) = isForm ? await FromFormAsync(http, cancel) : await FromJsonAsync(http);
        if (refusal is not null)
            return (null, refusal);
        var errors = new FieldErrors();
        var kind = Kind(words!.VerificationType, type, errors);
        errors.Require(kind is null || kind.Documents.ContainsKey(words.DocumentType), DocumentTypeField, $"Must be one of: {string.Join(", ", kind?.Documents.Keys ?? [])}.");
        var sent = Sent(words.Documents, pictures!, errors);
        return errors.Any ? (null, Problem.Invalid(errors)) : (new CheckedSubmission(kind!, words.DocumentType, sent), null);
    }

    private async Task<(Submission?, IReadOnlyList<byte[]>?, Problem?)> FromJsonAsync(HttpContext http)
    {
        var body = await JsonBodyReader.ReadAsync<Submission>(http, options.MostJsonBytes);
        return body.Refusal is { } refusal ? (null, null, refusal) : (body.Value, [], null);
    }

    private async Task<(Submission?, IReadOnlyList<byte[]>?, Problem?)> FromFormAsync(HttpContext http, CancellationToken cancel)
    {
        var form = await Uploads.FromMultipartAsync(http, FilesField, options.MostDocuments, cancel);
        if (form.Refusal is not null)
            return (null, null, form.Refusal);
        var errors = new FieldErrors();
        foreach (var field in form.Fields.Keys.Except([TypeField, DocumentTypeField]))
            errors.Add(field, "This field is not known.");
        if (errors.Any)
            return (null, null, Problem.BadRequest("unknown_field", "The body has fields that are not known here.", errors.ToDictionary()));
        var words = new Submission
        {
            VerificationType = form.Fields.GetValueOrDefault(TypeField),
            DocumentType = form.Fields.GetValueOrDefault(DocumentTypeField, ""),
            Documents = [.. form.Files.Select(_ => new SubmittedDocument())],
        };
        return (words, form.Files, null);
    }

    private static VerificationKind? Kind(string? word, VerificationType? type, FieldErrors errors)
    {
        var said = Word<VerificationType>.Parse(word);
        if (type is { } known)
            errors.Require(word is null || said == known, TypeField, $"Must be {Word<VerificationType>.Of(known)} here, or left out.");
        else
            errors.Require(said is not null, TypeField, $"Must be one of: {Word<VerificationType>.All}.");
        return (type ?? said) is { } one ? VerificationKind.Of(one) : null;
    }

    private List<SentPicture> Sent(IReadOnlyList<SubmittedDocument> documents, IReadOnlyList<byte[]> files, FieldErrors errors)
    {
        errors.Require(documents.Count > 0 && documents.Count <= options.MostDocuments, FilesField, $"Must be 1 to {options.MostDocuments} pictures.");
        var sent = new List<SentPicture>();
        for (var i = 0; i < Math.Min(documents.Count, options.MostDocuments); i++)
        {
            var (one, file) = (documents[i], files.ElementAtOrDefault(i));
            errors.Require(file is not null || (one.Url is null) != (one.Base64 is null), $"{FilesField}[{i}]", "Must have exactly one of url and base64.");
            errors.Require(one.Side is null || Word<DocumentSide>.Parse(one.Side) is not null, $"{FilesField}[{i}].side", $"Must be one of: {Word<DocumentSide>.All}.");
            sent.Add(new SentPicture(Word<DocumentSide>.Parse(one.Side) ?? (DocumentSide)Math.Min(i, (int)DocumentSide.Other), file, one.Url, one.Base64));
        }
        errors.Require(sent.Where(one => one.Side != DocumentSide.Other).CountBy(one => one.Side).All(side => side.Value == 1), FilesField, "Must have one front and one back at most; further pages are other.");
        return sent;
    }
}
