using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace ResourceApi.Tests.Media;

/// <summary>Small pictures, and files that only look like some.</summary>
internal static class Pictures
{
    /// <summary>Why tests that decode are skipped, where they are.</summary>
    public const string Missing = "libvips' program vips is not installed; ./test.sh without --quick installs it.";

    /// <summary>What stands in the metadata of <see cref="WithMetadata"/>.</summary>
    public const string Secret = "SECRET-OF-THE-CAMERA";

    public static bool CanDecode { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, "vips")));

    public static byte[] Gif { get; } = Convert.FromHexString("47494638396101000100800000FF000000000021F90401000000002C00000000010001000002024401003B");

    public static byte[] Webp { get; } = Convert.FromBase64String("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==");

    /// <summary>A PNG of random dots, so that its size grows with its sides.</summary>
    public static byte[] Png(int width, int height)
    {
        var rows = new byte[height * (1 + width * 3)];
        for (var i = 0; i < rows.Length; i++)
            rows[i] = i % (1 + width * 3) == 0 ? (byte)0 : (byte)(i * 31 + i / 7);
        return PngOf(width, height, rows);
    }

    /// <summary>A PNG whose header claims more than its data holds.</summary>
    public static byte[] PngClaiming(int width, int height) => PngOf(width, height, new byte[64]);

    /// <summary>A GIF of 35 bytes that claims to be any size.</summary>
    public static byte[] GifClaiming(ushort width, ushort height)
    {
        var gif = new byte[35];
        "GIF89a"u8.CopyTo(gif);
        BinaryPrimitives.WriteUInt16LittleEndian(gif.AsSpan(6), width);
        BinaryPrimitives.WriteUInt16LittleEndian(gif.AsSpan(8), height);
        Gif.AsSpan(^22..).CopyTo(gif.AsSpan(13));
        return gif;
    }

    /// <summary>A GIF of so many frames.</summary>
    public static byte[] GifOf(int frames) => [.. Gif[..19], .. Enumerable.Repeat(Gif[19..^1], frames).SelectMany(frame => frame), 0x3B];

    /// <summary>A JPEG whose sides are in its frame header and nowhere else.</summary>
    public static byte[] JpegClaiming(ushort width, ushort height) =>
        [0xFF, 0xD8, 0xFF, 0xC0, 0, 17, 8, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, 3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0, 0xFF, 0xD9];

    /// <summary>The JPEG as a telephone would have written it: on its side, with place, maker, XMP and a comment.</summary>
    public static byte[] WithMetadata(byte[] jpeg)
    {
        var secret = Encoding.ASCII.GetBytes(Secret + "\0");
        // TIFF 6.0: three entries, make, orientation 6 (turn right), and where the GPS entries are; then those, then the maker's text.
        var maker = 8 + 2 + 3 * 12 + 4 + 2 + 12 + 4;
        byte[] exif =
        [
            .. "Exif\0\0II*\0"u8, 8, 0, 0, 0, 3, 0,
            0x0F, 0x01, 2, 0, (byte)secret.Length, 0, 0, 0, (byte)maker, 0, 0, 0,
            0x12, 0x01, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0,
            0x25, 0x88, 4, 0, 1, 0, 0, 0, 50, 0, 0, 0,
            0, 0, 0, 0,
            1, 0, 1, 0, 2, 0, 2, 0, 0, 0, (byte)'N', 0, 0, 0, 0, 0, 0, 0,
            .. secret,
        ];
        byte[] xmp = [.. "http://ns.adobe.com/xap/1.0/\0"u8, .. "<x:xmpmeta xmlns:x='adobe:ns:meta/'>"u8, .. secret[..^1], .. "</x:xmpmeta>"u8];
        return [0xFF, 0xD8, .. Segment(0xE1, exif), .. Segment(0xE1, xmp), .. Segment(0xFE, secret), .. jpeg[2..]];
    }

    /// <summary>Width and height in the frame header of a JPEG.</summary>
    public static (int Width, int Height) SizeOf(byte[] jpeg)
    {
        var at = 2;
        while (jpeg[at + 1] is < 0xC0 or > 0xC2)
            at += 2 + BinaryPrimitives.ReadUInt16BigEndian(jpeg.AsSpan(at + 2));
        return (BinaryPrimitives.ReadUInt16BigEndian(jpeg.AsSpan(at + 7)), BinaryPrimitives.ReadUInt16BigEndian(jpeg.AsSpan(at + 5)));
    }

    private static byte[] Segment(byte marker, byte[] content) => [0xFF, marker, (byte)((content.Length + 2) >> 8), (byte)(content.Length + 2), .. content];

    private static byte[] PngOf(int width, int height, byte[] rows)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, 2);
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            zlib.Write(rows);
        return [0x89, .. "PNG\r\n"u8, 0x1A, 0x0A, .. Chunk("IHDR"u8, header), .. Chunk("IDAT"u8, packed.ToArray()), .. Chunk("IEND"u8, [])];
    }

    private static byte[] Chunk(ReadOnlySpan<byte> type, byte[] content)
    {
        byte[] chunk = [0, 0, 0, 0, .. type, .. content, 0, 0, 0, 0];
        BinaryPrimitives.WriteInt32BigEndian(chunk, content.Length);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(^4), Crc(chunk.AsSpan(4..^4)));
        return chunk;
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = 0xFFFFFFFF;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) == 0 ? crc >> 1 : crc >> 1 ^ 0xEDB88320;
        }
        return ~crc;
    }
}
