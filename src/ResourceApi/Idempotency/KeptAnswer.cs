namespace ResourceApi.Idempotency;

/// <summary>The answer to a request with an <c>Idempotency-Key</c>, for whoever sends it again.</summary>
public sealed class KeptAnswer
{
    /// <summary>A MAC over caller, route and key.</summary>
    public required byte[] Key { get; init; }

    /// <summary>A MAC over the request: another one under the same key is a mistake of the caller.</summary>
    public required byte[] Request { get; init; }

    /// <summary>Which attempt works on it, or did: one that took too long changes nothing any more.</summary>
    public Guid Attempt { get; init; } = Guid.CreateVersion7();

    /// <summary>The answer's status; 0 while the request is worked on.</summary>
    public int Status { get; set; }

    public string? ContentType { get; set; }

    public string? Location { get; set; }

    /// <summary>Ring version ‖ sealed body.</summary>
    public byte[]? Body { get; set; }

    /// <summary>When it is forgotten; while the request is worked on, when it may be begun anew.</summary>
    public required DateTimeOffset EndsAt { get; set; }
}
