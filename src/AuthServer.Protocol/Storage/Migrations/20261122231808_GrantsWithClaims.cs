using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace AuthServer.Protocol.Storage.Migrations
{
    /// <inheritdoc />
    public partial class GrantsWithClaims : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "ix_grants_with_claims",
                table: "grants",
                column: "id",
                filter: "claims IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_grants_with_claims",
                table: "grants");
        }
    }
}
