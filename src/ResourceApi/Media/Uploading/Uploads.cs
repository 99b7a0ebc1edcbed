namespace ResourceApi.Media.Uploading;

/// <summary>What a request brings as files: multipart, base64 or an address, with limits before anything is read.</summary>
internal sealed class Uploads(RemoteImages remote)
{
    /// <summary>The files in a field of a multipart body, and the text fields beside them. Raises the body's limit to what they may need.</summary>
    public static Task<UploadedFiles> FromMultipartAsync(HttpContext http, string field, int mostFiles, CancellationToken cancel) =>
        MultipartBody.ReadAsync(http, field, mostFiles, cancel);

    /// <summary>A file as base64, bare or as a <c>data:</c> URI of a picture.</summary>
    public static UploadedFile FromBase64(string base64) => Base64File.Read(base64);

    /// <summary>A file at a public address.</summary>
    public Task<UploadedFile> FromUrlAsync(string url, CancellationToken cancel) => remote.ReadAsync(url, cancel);
}
