namespace ResourceApi.Verifications.Documents;

/// <summary>A link to a document's picture.</summary>
/// <param name="Url">Below this API's address; a GET without a token opens it.</param>
/// <param name="ExpiresAt">When it no longer does.</param>
public sealed record LinkAnswer(string Url, DateTime ExpiresAt);
