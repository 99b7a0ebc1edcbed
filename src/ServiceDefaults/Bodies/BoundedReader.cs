namespace ServiceDefaults.Bodies;

/// <summary>Reads what somebody else sends, no further than it may be long.</summary>
public static class BoundedReader
{
    private const int AtOnce = 16 * 1024;

    /// <summary>All of a stream, or null where it is longer than <paramref name="mostBytes"/>.</summary>
    public static async Task<byte[]?> ReadAsync(Stream stream, int mostBytes, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var content = new MemoryStream();
        var buffer = new byte[AtOnce];
        int read;
        while ((read = await stream.ReadAsync(buffer, cancel)) > 0)
        {
            if (content.Length + read > mostBytes)
                return null;
            content.Write(buffer, 0, read);
        }
        return content.ToArray();
    }
}
