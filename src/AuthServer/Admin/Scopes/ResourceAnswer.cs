using AuthServer.Data.Seeds;
using AuthServer.Protocol.Scopes;

namespace AuthServer.Admin.Scopes;

/// <summary>A resource as it is.</summary>
/// <param name="Name">The identifier that stands in <c>aud</c>.</param>
/// <param name="DisplayName">Shown to people.</param>
/// <param name="Uris">The URIs by which clients name it.</param>
/// <param name="AccessTokenSigningAlg">The algorithm of access tokens for it.</param>
/// <param name="Scopes">The names of its scopes.</param>
/// <param name="Standard">Whether the platform itself consists of it: it cannot be deleted.</param>
/// <param name="Version">Rises with every change; the ETag.</param>
internal sealed record ResourceAnswer(string Name, string DisplayName, IReadOnlyList<string> Uris, string AccessTokenSigningAlg, IReadOnlyList<string> Scopes, bool Standard, long Version)
{
    public static ResourceAnswer Of(Resource resource) => new(
        resource.Name, resource.DisplayName, resource.Uris, resource.AccessTokenAlgorithm, [.. resource.Scopes.Select(s => s.Name).Order(StringComparer.Ordinal)], Catalogue.HasResource(resource.Name), resource.Version);
}
