using ServiceDefaults.Answers;

namespace ResourceApi.Media.ProfileImages;

/// <summary>The files of images: written before a row names them, deleted after none does.</summary>
internal sealed class ImageFiles(IFileStore store, ILogger<ImageFiles> log)
{
    /// <summary>Writes all sizes of a new image, or none.</summary>
    public async Task<Problem?> WriteAsync(string image, IReadOnlyList<byte[]> contents, CancellationToken cancel)
    {
        try
        {
            for (var i = 0; i < contents.Count; i++)
                await store.WriteAsync(ImageName.Folder + ImageName.File(image, ImageName.Sizes[i].Name), contents[i], cancel);
            return null;
        }
        catch (IOException e)
        {
            log.LogError(e, "An image could not be stored");
            await DeleteAsync(image);
            return StoreFailure.Of(e);
        }
    }

    /// <summary>Deletes all sizes of an image that no row names any more; what can't be deleted now, the hourly clearing takes.</summary>
    public async Task DeleteAsync(string image)
    {
        try
        {
            foreach (var (size, _) in ImageName.Sizes)
                await store.DeleteAsync(ImageName.Folder + ImageName.File(image, size), CancellationToken.None);
        }
        catch (IOException e)
        {
            log.LogWarning(e, "An image that nobody shows any more could not be deleted yet");
        }
    }
}
