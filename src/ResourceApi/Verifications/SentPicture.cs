using ResourceApi.Verifications.Documents;

namespace ResourceApi.Verifications;

/// <summary>A picture as it was sent: its bytes, or where to get them.</summary>
internal sealed record SentPicture(DocumentSide Side, byte[]? Content, string? Url, string? Base64);
