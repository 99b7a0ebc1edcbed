using System.Buffers.Binary;
using System.Security.Cryptography;

namespace AuthServer.Protocol.Tokens;

/// <summary>Remembers tokens whose signature was good: an API asks about the same one again and again, and to remember costs a fraction of what verifying does (decision 22).</summary>
/// <remarks>
/// Kept are SHA-256 digests of whole tokens, each in the one place that its first bytes name, until another token takes it. A digest covers the
/// header and with it the thumbprint of the key; whether that key still is one of ours is the caller's to ask each time, as are time and revocation.
/// </remarks>
internal sealed class GoodSignatures
{
    /// <summary>Bytes of a digest.</summary>
    public const int DigestBytes = SHA256.HashSizeInBytes;

    private const int Places = 16 * 1024;
    private readonly byte[]?[] _digests = new byte[]?[Places];

    public bool Has(ReadOnlySpan<byte> digest) => Volatile.Read(ref Place(digest)) is { } known && digest.SequenceEqual(known);

    public void Add(ReadOnlySpan<byte> digest) => Volatile.Write(ref Place(digest), digest.ToArray());

    private ref byte[]? Place(ReadOnlySpan<byte> digest) => ref _digests[BinaryPrimitives.ReadUInt16LittleEndian(digest) % Places];
}
