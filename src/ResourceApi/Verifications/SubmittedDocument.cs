namespace ResourceApi.Verifications;

/// <summary>One picture of a document: exactly one of <c>url</c> and <c>base64</c>.</summary>
public sealed record SubmittedDocument
{
    /// <summary>Where the server fetches it: a public http(s) address.</summary>
    public string? Url { get; init; }

    /// <summary>The file itself in base64, or a <c>data:</c> URI of it.</summary>
    public string? Base64 { get; init; }

    /// <summary><c>front</c>, <c>back</c> or <c>other</c>; left out, by the order: front, back, then other.</summary>
    public string? Side { get; init; }
}
