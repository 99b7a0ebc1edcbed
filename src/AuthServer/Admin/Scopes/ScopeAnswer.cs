using AuthServer.Data.Seeds;
using AuthServer.Protocol.Scopes;

namespace AuthServer.Admin.Scopes;

/// <summary>A scope as it is.</summary>
/// <param name="Name">The scope token.</param>
/// <param name="Description">What allowing it means.</param>
/// <param name="Required">Whether it cannot be unticked.</param>
/// <param name="Resource">The resource whose audience it brings; null for none.</param>
/// <param name="Standard">Whether the platform itself consists of it: it cannot be deleted.</param>
/// <param name="Version">Rises with every change; the ETag.</param>
internal sealed record ScopeAnswer(string Name, string Description, bool Required, string? Resource, bool Standard, long Version)
{
    public static ScopeAnswer Of(Scope scope) => new(scope.Name, scope.Description, scope.Required, scope.ResourceName, Catalogue.HasScope(scope.Name), scope.Version);
}
