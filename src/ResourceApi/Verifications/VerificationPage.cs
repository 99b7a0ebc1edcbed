namespace ResourceApi.Verifications;

/// <summary>Some of a list of verifications, newest first.</summary>
/// <param name="Items">The verifications.</param>
/// <param name="NextCursor">What brings the next ones; null at the end.</param>
/// <param name="HasMore">Whether there are more.</param>
public sealed record VerificationPage(IReadOnlyList<VerificationAnswer> Items, string? NextCursor, bool HasMore);
