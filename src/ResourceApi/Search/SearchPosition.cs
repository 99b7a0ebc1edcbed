using System.Buffers.Binary;

namespace ResourceApi.Search;

/// <summary>A place in the order of a search: what comes after it has a smaller key, or the same key and a smaller number.</summary>
/// <param name="Key">What is sorted by, largest first.</param>
/// <param name="Number">The index's own number of a person; no two share one.</param>
internal readonly record struct SearchPosition(long Key, long Number)
{
    private const int Bytes = 16;

    public byte[] ToBytes()
    {
        var bytes = new byte[Bytes];
        BinaryPrimitives.WriteInt64BigEndian(bytes, Key);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(8), Number);
        return bytes;
    }

    public static SearchPosition? Of(byte[]? bytes) => bytes is not { Length: Bytes }
        ? null
        : new SearchPosition(BinaryPrimitives.ReadInt64BigEndian(bytes), BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(8)));
}
