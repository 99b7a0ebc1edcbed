namespace ResourceApi.Verifications;

/// <summary>The JSON body of a submission.</summary>
public sealed record Submission
{
    /// <summary><c>identity</c>, <c>address</c>, <c>professional</c> or <c>educational</c>; where the path says it already, it may be left out.</summary>
    public string? VerificationType { get; init; }

    /// <summary>What the documents are, such as <c>passport</c>; which ones are taken depends on the type.</summary>
    public required string DocumentType { get; init; }

    /// <summary>The pictures, at least one.</summary>
    public required IReadOnlyList<SubmittedDocument> Documents { get; init; }
}
