namespace ResourceApi.Verifications.Documents;

/// <summary>What of a document a picture shows.</summary>
public enum DocumentSide
{
    Front,
    Back,

    /// <summary>A further page, or the holder with the document.</summary>
    Other,
}
