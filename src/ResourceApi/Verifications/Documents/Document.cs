namespace ResourceApi.Verifications.Documents;

/// <summary>One picture of a verification: a file that only the key in this row opens.</summary>
public sealed class Document
{
    public required Guid Id { get; init; }

    public required Guid VerificationId { get; init; }

    /// <summary>1 for the first.</summary>
    public required int Number { get; init; }

    public required DocumentSide Side { get; init; }

    /// <summary>The name in the file store; null once purged.</summary>
    public required string? File { get; init; }

    /// <summary>The file's own key, sealed under the ring; null once purged, and with it every copy of the file is unreadable.</summary>
    public required byte[]? WrappedKey { get; init; }

    /// <summary>The key of the ring that <see cref="WrappedKey"/> is sealed under.</summary>
    public required byte RingKey { get; init; }

    /// <summary>The size of the picture in bytes.</summary>
    public required int Size { get; init; }

    public DateTimeOffset? PurgedAt { get; init; }
}
