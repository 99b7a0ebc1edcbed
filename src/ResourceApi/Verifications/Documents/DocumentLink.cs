using System.Text.Json;
using Sealing;
using ServiceDefaults.Answers;

namespace ResourceApi.Verifications.Documents;

/// <summary>What a link to a document says: which one, for whom, in which sign-in, until when.</summary>
internal sealed record DocumentLink(Guid Document, string Viewer, string Session, DateTimeOffset ExpiresAt)
{
    private static readonly KeyPurpose Purpose = new("document-link");

    /// <summary>The link's token, which nobody can make without the ring.</summary>
    public string Token(KeyRing ring) => SignedValue.Write(ring, Purpose, JsonSerializer.SerializeToUtf8Bytes(this, Json.Options));

    /// <summary>Reads a token; null where it was changed or has expired.</summary>
    public static DocumentLink? Read(KeyRing ring, string token, DateTimeOffset now) =>
        SignedValue.Read(ring, Purpose, token) is { } content && JsonSerializer.Deserialize<DocumentLink>(content, Json.Options) is { } link && now < link.ExpiresAt ? link : null;
}
