namespace ResourceApi.Media.Decoding;

/// <summary>Reads how large a picture is without decoding it: JPEG, PNG, WebP and GIF, and nothing else.</summary>
internal static class ImageHeader
{
    /// <summary>The shape, or null where the bytes are none of the four or their header is not in order.</summary>
    public static ImageShape? Read(ReadOnlySpan<byte> file)
    {
        if (file.StartsWith<byte>([0xFF, 0xD8, 0xFF]))
            return JpegHeader.Read(file);
        if (file.StartsWith<byte>([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]))
            return PngHeader.Read(file);
        if (file.StartsWith("GIF87a"u8) || file.StartsWith("GIF89a"u8))
            return GifHeader.Read(file);
        return file.StartsWith("RIFF"u8) && file.Length > 12 && file[8..12].SequenceEqual("WEBP"u8) ? WebpHeader.Read(file) : null;
    }
}
