using ResourceApi.Audit;
using ResourceApi.Search;

namespace ResourceApi.Data;

/// <summary>What the migration <c>Marketplace</c> makes beside the tables of the model: triggers and virtual tables.</summary>
internal static class MarketplaceSql
{
    public static readonly IReadOnlyList<string> Up = [AuditTable.AppendOnly, .. SearchTables.Up];
}
