using System.Text.Json.Serialization;

namespace AuthServer.Validation.Metadata;

/// <summary>The document (RFC 9728 §2): where a client gets a token for this API, and how it sends it.</summary>
/// <param name="Resource">The API's identifier.</param>
/// <param name="AuthorizationServers">The issuers whose tokens are accepted.</param>
/// <param name="Scopes">The scopes that its routes need.</param>
/// <param name="BearerMethods">How a token is sent: in the header and nowhere else.</param>
/// <param name="Name">The API's name for people.</param>
/// <param name="Documentation">The address of a page for developers.</param>
public sealed record ProtectedResourceMetadata(
    [property: JsonPropertyName("resource")] string Resource,
    [property: JsonPropertyName("authorization_servers")] IReadOnlyList<string> AuthorizationServers,
    [property: JsonPropertyName("scopes_supported")] IReadOnlyList<string> Scopes,
    [property: JsonPropertyName("bearer_methods_supported")] IReadOnlyList<string> BearerMethods,
    [property: JsonPropertyName("resource_name"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Name,
    [property: JsonPropertyName("resource_documentation"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Documentation);
