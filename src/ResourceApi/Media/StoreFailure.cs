using ServiceDefaults.Answers;

namespace ResourceApi.Media;

/// <summary>What a caller is told when a file store fails.</summary>
internal static class StoreFailure
{
    // ENOSPC and EDQUOT, as .NET hands them on, and Windows' ERROR_DISK_FULL.
    private const int NoSpace = 28;
    private const int QuotaReached = 122;
    private const int DiskFull = unchecked((int)0x80070070);

    /// <summary>507 <c>storage_full</c> or 503 <c>storage_unavailable</c>.</summary>
    public static Problem Of(IOException failure) => failure.HResult is NoSpace or QuotaReached or DiskFull
        ? Problem.Of(StatusCodes.Status507InsufficientStorage, "storage_full", "There is no room for this file at the moment.")
        : Problem.Unavailable("storage_unavailable", "Files can't be stored or read at the moment.", TimeSpan.FromSeconds(30));
}
