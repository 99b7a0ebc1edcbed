namespace AuthServer.Protocol.Storage.Migrations;

/// <summary>The last migration, for a start that needs none. Written by tools/Migrations.</summary>
internal static class LastMigration
{
    public const string Id = "20261122231808_GrantsWithClaims";
}
