using Microsoft.AspNetCore.Http.Metadata;

namespace ServiceDefaults.Answers;

/// <summary>What a route may answer with one status, for its OpenAPI description.</summary>
/// <param name="status">The status, 400–599.</param>
/// <param name="codes">The codes.</param>
internal sealed class ProblemMetadata(int status, params string[] codes) : IProducesResponseTypeMetadata
{
    /// <summary>The codes.</summary>
    public IReadOnlyList<string> Codes { get; } = codes;

    /// <inheritdoc/>
    public Type? Type => typeof(ProblemBody);

    /// <inheritdoc/>
    public int StatusCode { get; } = status;

    /// <inheritdoc/>
    public IEnumerable<string> ContentTypes { get; } = ["application/problem+json"];
}
