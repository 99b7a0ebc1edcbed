using System.Buffers.Binary;

namespace ResourceApi.Media.Decoding;

/// <summary>Walks the blocks of a GIF (GIF89a §17–27): the screen, and every frame, which may reach beyond it.</summary>
internal static class GifHeader
{
    private const int ScreenBytes = 13;
    private const int FrameBytes = 9;

    public static ImageShape? Read(ReadOnlySpan<byte> file)
    {
        if (file.Length < ScreenBytes)
            return null;
        var shape = new ImageShape(Number(file, 6), Number(file, 8), 0);
        var at = ScreenBytes + ColorTable(file[10]);
        while (at < file.Length && shape.Frames <= ImageShape.MostFrames)
        {
            switch (file[at++])
            {
                case (byte)'!':
                    at = AfterSubBlocks(file, at + 1);
                    break;
                case (byte)',' when at + FrameBytes < file.Length:
                    shape = shape.With(Number(file, at) + Number(file, at + 4), Number(file, at + 2) + Number(file, at + 6)) with { Frames = shape.Frames + 1 };
                    // One byte of code size stands before the data.
                    at = AfterSubBlocks(file, at + FrameBytes + ColorTable(file[at + 8]) + 1);
                    break;
                case (byte)';':
                    return shape;
                default:
                    return null;
            }
        }
        // Without its trailer it may still be shown, if there is a frame.
        return shape;
    }

    private static int Number(ReadOnlySpan<byte> file, int at) => BinaryPrimitives.ReadUInt16LittleEndian(file[at..]);

    private static int ColorTable(byte flags) => (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);

    private static int AfterSubBlocks(ReadOnlySpan<byte> file, int at)
    {
        while (at < file.Length && file[at] != 0)
            at += file[at] + 1;
        return at + 1;
    }
}
