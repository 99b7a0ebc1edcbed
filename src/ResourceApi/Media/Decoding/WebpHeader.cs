using System.Buffers.Binary;

namespace ResourceApi.Media.Decoding;

/// <summary>Walks the chunks of a WebP (RFC 9649 §2): the canvas, and every frame on it.</summary>
internal static class WebpHeader
{
    private const int FileHeaderBytes = 12;
    private const int ChunkHeaderBytes = 8;

    public static ImageShape? Read(ReadOnlySpan<byte> file)
    {
        var shape = new ImageShape(0, 0, 0);
        for (long at = FileHeaderBytes; at + ChunkHeaderBytes <= file.Length && shape.Frames <= ImageShape.MostFrames;)
        {
            var chunk = file[(int)at..];
            var length = BinaryPrimitives.ReadUInt32LittleEndian(chunk[4..]);
            if (With(shape, chunk[..4], chunk[ChunkHeaderBytes..]) is not { } larger)
                return null;
            shape = larger;
            // §2.3: chunks of odd size are padded.
            at += ChunkHeaderBytes + length + (length & 1);
        }
        return shape;
    }

    private static ImageShape? With(ImageShape shape, ReadOnlySpan<byte> kind, ReadOnlySpan<byte> content)
    {
        if (kind.SequenceEqual("VP8X"u8))
            return content.Length < 10 ? null : shape.With(Number24(content[4..]) + 1, Number24(content[7..]) + 1);
        if (kind.SequenceEqual("ANMF"u8))
            return content.Length < 16 ? null : shape.With(Number24(content[6..]) + 1, Number24(content[9..]) + 1) with { Frames = shape.Frames + 1 };
        if (kind.SequenceEqual("VP8 "u8))
            return content.Length < 10 ? null : shape.With(Number14(content[6..]), Number14(content[8..])) with { Frames = shape.Frames + 1 };
        if (kind.SequenceEqual("VP8L"u8))
            return content.Length < 5 || content[0] != 0x2F ? null : Lossless(shape, BinaryPrimitives.ReadUInt32LittleEndian(content[1..]));
        return shape;
    }

    // RFC 9649 §3.4: 14 bits each, less one.
    private static ImageShape Lossless(ImageShape shape, uint bits) =>
        shape.With((bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1) with { Frames = shape.Frames + 1 };

    private static int Number24(ReadOnlySpan<byte> at) => at[0] | at[1] << 8 | at[2] << 16;

    private static int Number14(ReadOnlySpan<byte> at) => BinaryPrimitives.ReadUInt16LittleEndian(at) & 0x3FFF;
}
