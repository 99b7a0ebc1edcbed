using System.Net.Mime;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using ServiceDefaults.Answers;

namespace ResourceApi.Media.ProfileImages;

/// <summary>GET one size of an image, for everybody who has its name.</summary>
internal static class ReadImage
{
    public static async Task<Results<FileContentHttpResult, Problem>> HandleAsync(string name, HttpContext http, IFileStore store, CancellationToken cancellationToken)
    {
        if (!ImageName.IsFile(name))
            return Problem.NotFound();
        try
        {
            if (await store.ReadAsync(ImageName.Folder + name, cancellationToken) is not { } content)
                return Problem.NotFound();
            Describe(http.Response.Headers, name);
            return TypedResults.Bytes(content, MediaTypeNames.Image.Jpeg, entityTag: new EntityTagHeaderValue($"\"{name}\""));
        }
        catch (IOException e)
        {
            return StoreFailure.Of(e);
        }
    }

    // Should a reader ever take it for more than a picture, it may do nothing.
    private static void Describe(IHeaderDictionary headers, string name)
    {
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        headers.CacheControl = "public, max-age=31536000, immutable";
        headers.ContentDisposition = $"inline; filename=\"{name}\"";
    }
}
