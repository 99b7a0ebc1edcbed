using ResourceApi.Verifications.Documents;

namespace ResourceApi.Verifications;

/// <summary>A document as its owner and its reviewers see it; the picture itself is behind a link.</summary>
/// <param name="Number">1 for the first; part of the link's path.</param>
/// <param name="Side">What of the document it shows.</param>
/// <param name="Size">The size of the picture in bytes.</param>
/// <param name="Available">False once the picture has been deleted.</param>
public sealed record DocumentAnswer(int Number, DocumentSide Side, int Size, bool Available)
{
    internal static DocumentAnswer Of(Document document) => new(document.Number, document.Side, document.Size, document.WrappedKey is not null);
}
