using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace AuthServer.Protocol.Storage.Migrations
{
    /// <inheritdoc />
    public partial class ClientEnds : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "acr",
                table: "device_requests",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "amr",
                table: "device_requests",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "auth_time",
                table: "device_requests",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "asked",
                table: "consents",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "registration_scopes",
                table: "clients",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.CreateIndex(
                name: "IX_session_clients_client_id",
                table: "session_clients",
                column: "client_id");

            migrationBuilder.CreateIndex(
                name: "IX_grants_client_id",
                table: "grants",
                column: "client_id");

            migrationBuilder.CreateIndex(
                name: "IX_consents_client_id",
                table: "consents",
                column: "client_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_session_clients_client_id",
                table: "session_clients");

            migrationBuilder.DropIndex(
                name: "IX_grants_client_id",
                table: "grants");

            migrationBuilder.DropIndex(
                name: "IX_consents_client_id",
                table: "consents");

            migrationBuilder.DropColumn(
                name: "acr",
                table: "device_requests");

            migrationBuilder.DropColumn(
                name: "amr",
                table: "device_requests");

            migrationBuilder.DropColumn(
                name: "auth_time",
                table: "device_requests");

            migrationBuilder.DropColumn(
                name: "asked",
                table: "consents");

            migrationBuilder.DropColumn(
                name: "registration_scopes",
                table: "clients");
        }
    }
}
