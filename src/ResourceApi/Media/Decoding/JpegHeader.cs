using System.Buffers.Binary;

namespace ResourceApi.Media.Decoding;

/// <summary>Reads a JPEG up to its frame header (ITU-T T.81 annex B).</summary>
internal static class JpegHeader
{
    private const int MarkerBytes = 2;

    public static ImageShape? Read(ReadOnlySpan<byte> file)
    {
        var at = MarkerBytes;
        while (at + MarkerBytes + 2 <= file.Length)
        {
            if (file[at] != 0xFF)
                return null;
            var marker = file[at + 1];
            if (marker == 0xFF)
            {
                // §B.1.1.2: any marker may be preceded by fill bytes.
                at++;
                continue;
            }
            var segment = file[(at + MarkerBytes)..];
            var length = BinaryPrimitives.ReadUInt16BigEndian(segment);
            if (!HasSegment(marker) || length < 2)
                return null;
            if (IsFrame(marker))
                return segment.Length < 7 ? null : new(BinaryPrimitives.ReadUInt16BigEndian(segment[5..]), BinaryPrimitives.ReadUInt16BigEndian(segment[3..]), 1);
            at += MarkerBytes + length;
        }
        return null;
    }

    // A scan, an end or a restart before any frame is no picture.
    private static bool HasSegment(byte marker) => marker is >= 0xC0 and not (>= 0xD0 and <= 0xDA);

    // Table B.1: SOF0 to SOF15, less the tables DHT, JPG and DAC between them.
    private static bool IsFrame(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);
}
