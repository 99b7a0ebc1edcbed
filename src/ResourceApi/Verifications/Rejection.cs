namespace ResourceApi.Verifications;

/// <summary>Why a reviewer rejects a verification.</summary>
public sealed record Rejection
{
    /// <summary>For the user, at most 500 characters; one of the codes is taken here too.</summary>
    public required string RejectionReason { get; init; }

    /// <summary>For programs: <c>document_unreadable</c>, <c>document_expired</c>, <c>document_not_accepted</c>, <c>document_incomplete</c>, <c>data_mismatch</c> or <c>other</c>.</summary>
    public string? RejectionCode { get; init; }
}
