using ResourceApi.Media.Decoding;
using ResourceApi.Media.Uploading;
using ServiceDefaults.Answers;
using ServiceDefaults.Bodies;

namespace ResourceApi.Media.ProfileImages;

/// <summary>Takes the one image out of a request, whichever way it comes.</summary>
internal static class ImageRequest
{
    public const string Field = "image";

    // Base64 makes four characters of three bytes; the rest is for the members' names.
    private const int MostJson = ImageDecoder.MostBytes / 3 * 4 + 4096;

    public static async Task<UploadedFile> ReadAsync(HttpContext http, Uploads uploads, CancellationToken cancel)
    {
        if (http.Request.HasJsonContentType())
            return await ReadJsonAsync(http, uploads, cancel);
        var received = await Uploads.FromMultipartAsync(http, Field, 1, cancel);
        if (received.Refusal is { } refusal)
            return UploadedFile.Refused(refusal);
        if (received.Fields.Keys.FirstOrDefault() is { } unknown)
            return UploadedFile.Refused(Problem.BadRequest("unknown_field", "The body has fields that are not known here.", One(unknown, "This field is not known.")));
        return received.Files.Count == 1
            ? new UploadedFile(received.Files[0], null)
            : Invalid(Field, "This field is required.");
    }

    private static async Task<UploadedFile> ReadJsonAsync(HttpContext http, Uploads uploads, CancellationToken cancel)
    {
        var body = await JsonBodyReader.ReadAsync<ImageInput>(http, MostJson);
        if (body.Refusal is { } refusal)
            return UploadedFile.Refused(refusal);
        return body.Value switch
        {
            { ImageUrl: { } url, ImageBase64: null } => await uploads.FromUrlAsync(url, cancel),
            { ImageUrl: null, ImageBase64: { } base64 } => Uploads.FromBase64(base64),
            _ => Invalid("image_url", "Send exactly one of image_url and image_base64."),
        };
    }

    private static UploadedFile Invalid(string field, string error) =>
        UploadedFile.Refused(Problem.BadRequest("validation_failed", "Some fields are not valid.", One(field, error)));

    private static Dictionary<string, string[]> One(string field, string error) => new(StringComparer.Ordinal) { [field] = [error] };
}
