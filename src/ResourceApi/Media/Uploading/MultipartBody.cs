using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using ResourceApi.Media.Decoding;
using ServiceDefaults.Answers;
using ServiceDefaults.Bodies;

namespace ResourceApi.Media.Uploading;

/// <summary>Reads a <c>multipart/form-data</c> body (RFC 7578) part by part, and stops at the first that is not in order.</summary>
internal static class MultipartBody
{
    private const int MostFields = 16;
    private const int HeaderBytes = 4 * 1024;
    private const int FieldBytes = 4 * 1024;

    // RFC 2046 §5.1.1.
    private const int LongestBoundary = 70;

    /// <summary>Reads the files of <paramref name="field"/> and the text fields beside them.</summary>
    public static async Task<UploadedFiles> ReadAsync(HttpContext http, string field, int mostFiles, CancellationToken cancel)
    {
        if (Boundary(http.Request) is not { } boundary)
            return UploadedFiles.Refused(Problem.Of(StatusCodes.Status415UnsupportedMediaType, "unsupported_media_type", "Send the body as multipart/form-data with a boundary, or as application/json."));
        var mostBytes = mostFiles * (long)(ImageDecoder.MostBytes + HeaderBytes) + MostFields * (FieldBytes + HeaderBytes);
        BodyLimit.Raise(http, mostBytes);
        if (http.Request.ContentLength > mostBytes)
            return UploadedFiles.Refused(ImageDecoder.TooLarge());
        try
        {
            return await ReadPartsAsync(Reader(boundary, http.Request.Body), new PartRules(field, mostFiles), cancel);
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return UploadedFiles.Refused(ImageDecoder.TooLarge());
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            // The reader's own words for a body that ends early or whose headers are too many or too long.
            return UploadedFiles.Refused(PartRules.Invalid("The body ends early, or a part's headers are not in order."));
        }
    }

    private static MultipartReader Reader(string boundary, Stream body) => new(boundary, body) { HeadersCountLimit = 8, HeadersLengthLimit = HeaderBytes };

    private static async Task<UploadedFiles> ReadPartsAsync(MultipartReader reader, PartRules rules, CancellationToken cancel)
    {
        var files = new List<byte[]>();
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        while (await reader.ReadNextSectionAsync(cancel) is { } part)
        {
            if (rules.Check(part, files.Count, fields, out var name) is { } refusal)
                return UploadedFiles.Refused(refusal);
            var isFile = name == rules.Field;
            if (await BoundedReader.ReadAsync(part.Body, isFile ? ImageDecoder.MostBytes : FieldBytes, cancel) is not { } content)
                return UploadedFiles.Refused(isFile ? ImageDecoder.TooLarge() : PartRules.Invalid("A text field is longer than 4 kB."));
            if (isFile)
                files.Add(content);
            else if (PartRules.Text(content) is { } text && fields.Count < MostFields)
                fields.Add(name, text);
            else
                return UploadedFiles.Refused(PartRules.Invalid($"Text fields must be at most {MostFields}, in UTF-8 and without control characters."));
        }
        return new UploadedFiles(files, fields, null);
    }

    private static string? Boundary(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase) || request.Headers.ContentEncoding.Count > 0)
            return null;
        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary);
        return boundary.Length is > 0 and <= LongestBoundary ? boundary.ToString() : null;
    }
}
