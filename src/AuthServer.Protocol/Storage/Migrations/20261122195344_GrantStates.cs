using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace AuthServer.Protocol.Storage.Migrations
{
    /// <inheritdoc />
    public partial class GrantStates : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // WITHOUT ROWID, and the rows moved in one step: EF Core would build grants anew for each column.
            migrationBuilder.Sql(
                """
                CREATE TABLE grant_states (
                    id BLOB NOT NULL CONSTRAINT PK_grant_states PRIMARY KEY CONSTRAINT FK_grant_states_grants_id REFERENCES grants (id) ON DELETE CASCADE,
                    generation INTEGER NOT NULL,
                    rotated_at INTEGER NULL,
                    idle_expires_at INTEGER NOT NULL,
                    revoked_at INTEGER NULL) WITHOUT ROWID;
                INSERT INTO grant_states (id, generation, rotated_at, idle_expires_at, revoked_at) SELECT id, generation, rotated_at, min(idle_expires_at, expires_at), revoked_at FROM grants ORDER BY id;
                ALTER TABLE grants DROP COLUMN generation;
                ALTER TABLE grants DROP COLUMN rotated_at;
                ALTER TABLE grants DROP COLUMN idle_expires_at;
                ALTER TABLE grants DROP COLUMN revoked_at;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "generation",
                table: "grants",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "idle_expires_at",
                table: "grants",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "revoked_at",
                table: "grants",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "rotated_at",
                table: "grants",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.Sql(
                """
                UPDATE grants SET generation = s.generation, rotated_at = s.rotated_at, idle_expires_at = s.idle_expires_at, revoked_at = s.revoked_at FROM grant_states s WHERE s.id = grants.id;
                DROP TABLE grant_states;
                """);
        }
    }
}
