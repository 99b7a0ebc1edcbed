using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace AuthServer.Protocol.Storage.Migrations
{
    /// <inheritdoc />
    public partial class SessionUse : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_sessions_subject",
                table: "sessions");

            migrationBuilder.AddColumn<long>(
                name: "last_used_at",
                table: "sessions",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.CreateIndex(
                name: "IX_sessions_subject_ended_at",
                table: "sessions",
                columns: new[] { "subject", "ended_at" });

            // Nobody is signed out by the new column.
            migrationBuilder.Sql("UPDATE sessions SET last_used_at = auth_time;");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_sessions_subject_ended_at",
                table: "sessions");

            migrationBuilder.DropColumn(
                name: "last_used_at",
                table: "sessions");

            migrationBuilder.CreateIndex(
                name: "IX_sessions_subject",
                table: "sessions",
                column: "subject");
        }
    }
}
