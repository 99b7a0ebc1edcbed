using System.Buffers.Binary;

namespace ResourceApi.Media.Decoding;

/// <summary>Reads the first chunk of a PNG (W3C PNG §11.2.1).</summary>
internal static class PngHeader
{
    private const int SignatureBytes = 8;

    public static ImageShape? Read(ReadOnlySpan<byte> file)
    {
        if (file.Length < SignatureBytes + 16 || BinaryPrimitives.ReadUInt32BigEndian(file[SignatureBytes..]) != 13)
            return null;
        var chunk = file[(SignatureBytes + 4)..];
        return chunk.StartsWith("IHDR"u8) ? new(BinaryPrimitives.ReadUInt32BigEndian(chunk[4..]), BinaryPrimitives.ReadUInt32BigEndian(chunk[8..]), 1) : null;
    }
}
