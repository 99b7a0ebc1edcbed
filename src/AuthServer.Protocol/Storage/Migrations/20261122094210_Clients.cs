using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace AuthServer.Protocol.Storage.Migrations
{
    /// <inheritdoc />
    public partial class Clients : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "required",
                table: "scopes",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<long>(
                name: "version",
                table: "scopes",
                type: "INTEGER",
                nullable: false,
                defaultValue: 1L);

            migrationBuilder.AddColumn<string>(
                name: "access_token_algorithm",
                table: "resources",
                type: "TEXT",
                nullable: false,
                defaultValue: "ES256");

            migrationBuilder.AddColumn<string>(
                name: "uris",
                table: "resources",
                type: "TEXT",
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.AddColumn<long>(
                name: "version",
                table: "resources",
                type: "INTEGER",
                nullable: false,
                defaultValue: 1L);

            migrationBuilder.AddColumn<string>(
                name: "claims",
                table: "grants",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "assertion_algorithm",
                table: "clients",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "back_channel_logout_session_required",
                table: "clients",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "back_channel_logout_uri",
                table: "clients",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "client_uri",
                table: "clients",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "contacts",
                table: "clients",
                type: "TEXT",
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.AddColumn<string>(
                name: "cors_origins",
                table: "clients",
                type: "TEXT",
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.AddColumn<long>(
                name: "created_at",
                table: "clients",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "default_acr_values",
                table: "clients",
                type: "TEXT",
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.AddColumn<int>(
                name: "default_max_age",
                table: "clients",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "front_channel_logout_session_required",
                table: "clients",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "front_channel_logout_uri",
                table: "clients",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "id_token_seconds",
                table: "clients",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "initiate_login_uri",
                table: "clients",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "introspection_algorithm",
                table: "clients",
                type: "TEXT",
                nullable: false,
                defaultValue: "RS256");

            migrationBuilder.AddColumn<string>(
                name: "jwks",
                table: "clients",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "jwks_uri",
                table: "clients",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "logo_uri",
                table: "clients",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "origin",
                table: "clients",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<bool>(
                name: "pairwise",
                table: "clients",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "policy_uri",
                table: "clients",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "reference_tokens",
                table: "clients",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<byte[]>(
                name: "registration_token_hash",
                table: "clients",
                type: "BLOB",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "request_object_algorithm",
                table: "clients",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "require_auth_time",
                table: "clients",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "require_consent",
                table: "clients",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "require_signed_request_object",
                table: "clients",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "resources",
                table: "clients",
                type: "TEXT",
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.AddColumn<string>(
                name: "sector_identifier_uri",
                table: "clients",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "software_id",
                table: "clients",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "software_version",
                table: "clients",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "strict_assertion_audience",
                table: "clients",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "tos_uri",
                table: "clients",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "user_info_algorithm",
                table: "clients",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "version",
                table: "clients",
                type: "INTEGER",
                nullable: false,
                defaultValue: 1L);

            migrationBuilder.AddColumn<long>(
                name: "created_at",
                table: "client_secrets",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "name",
                table: "client_secrets",
                type: "TEXT",
                nullable: true);

            // What the code knew until now is in the row from here on.
            migrationBuilder.Sql("UPDATE scopes SET required = 1 WHERE name = 'openid'");

            migrationBuilder.CreateTable(
                name: "device_requests",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    user_code = table.Column<byte[]>(type: "BLOB", nullable: false),
                    client_id = table.Column<string>(type: "TEXT", nullable: false),
                    scopes = table.Column<string>(type: "TEXT", nullable: false),
                    address = table.Column<string>(type: "TEXT", nullable: true),
                    user_agent = table.Column<string>(type: "TEXT", nullable: true),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    expires_at = table.Column<long>(type: "INTEGER", nullable: false),
                    interval = table.Column<int>(type: "INTEGER", nullable: false),
                    polled_at = table.Column<long>(type: "INTEGER", nullable: true),
                    decision = table.Column<int>(type: "INTEGER", nullable: false),
                    session_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    allowed = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_device_requests", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "initial_access_tokens",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    hash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    remaining = table.Column<int>(type: "INTEGER", nullable: false),
                    scopes = table.Column<string>(type: "TEXT", nullable: false),
                    expires_at = table.Column<long>(type: "INTEGER", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_initial_access_tokens", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "logout_deliveries",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    session_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    subject = table.Column<string>(type: "TEXT", nullable: false),
                    client_id = table.Column<string>(type: "TEXT", nullable: false),
                    attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    next_at = table.Column<long>(type: "INTEGER", nullable: false),
                    expires_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_logout_deliveries", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "session_clients",
                columns: table => new
                {
                    session_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    client_id = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_session_clients", x => new { x.session_id, x.client_id });
                });

            migrationBuilder.CreateTable(
                name: "used_tokens",
                columns: table => new
                {
                    key = table.Column<byte[]>(type: "BLOB", nullable: false),
                    expires_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_used_tokens", x => x.key);
                });

            migrationBuilder.CreateIndex(
                name: "IX_clients_origin_client_id",
                table: "clients",
                columns: new[] { "origin", "client_id" });

            migrationBuilder.CreateIndex(
                name: "IX_device_requests_expires_at",
                table: "device_requests",
                column: "expires_at");

            migrationBuilder.CreateIndex(
                name: "IX_device_requests_user_code",
                table: "device_requests",
                column: "user_code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_initial_access_tokens_hash",
                table: "initial_access_tokens",
                column: "hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_logout_deliveries_next_at",
                table: "logout_deliveries",
                column: "next_at");

            migrationBuilder.CreateIndex(
                name: "IX_used_tokens_expires_at",
                table: "used_tokens",
                column: "expires_at");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "device_requests");

            migrationBuilder.DropTable(
                name: "initial_access_tokens");

            migrationBuilder.DropTable(
                name: "logout_deliveries");

            migrationBuilder.DropTable(
                name: "session_clients");

            migrationBuilder.DropTable(
                name: "used_tokens");

            migrationBuilder.DropIndex(
                name: "IX_clients_origin_client_id",
                table: "clients");

            migrationBuilder.DropColumn(
                name: "required",
                table: "scopes");

            migrationBuilder.DropColumn(
                name: "version",
                table: "scopes");

            migrationBuilder.DropColumn(
                name: "access_token_algorithm",
                table: "resources");

            migrationBuilder.DropColumn(
                name: "uris",
                table: "resources");

            migrationBuilder.DropColumn(
                name: "version",
                table: "resources");

            migrationBuilder.DropColumn(
                name: "claims",
                table: "grants");

            migrationBuilder.DropColumn(
                name: "assertion_algorithm",
                table: "clients");

            migrationBuilder.DropColumn(
                name: "back_channel_logout_session_required",
                table: "clients");

            migrationBuilder.DropColumn(
                name: "back_channel_logout_uri",
                table: "clients");

            migrationBuilder.DropColumn(
                name: "client_uri",
                table: "clients");

            migrationBuilder.DropColumn(
                name: "contacts",
                table: "clients");

            migrationBuilder.DropColumn(
                name: "cors_origins",
                table: "clients");

            migrationBuilder.DropColumn(
                name: "created_at",
                table: "clients");

            migrationBuilder.DropColumn(
                name: "default_acr_values",
                table: "clients");

            migrationBuilder.DropColumn(
                name: "default_max_age",
                table: "clients");

            migrationBuilder.DropColumn(
                name: "front_channel_logout_session_required",
                table: "clients");

            migrationBuilder.DropColumn(
                name: "front_channel_logout_uri",
                table: "clients");

            migrationBuilder.DropColumn(
                name: "id_token_seconds",
                table: "clients");

            migrationBuilder.DropColumn(
                name: "initiate_login_uri",
                table: "clients");

            migrationBuilder.DropColumn(
                name: "introspection_algorithm",
                table: "clients");

            migrationBuilder.DropColumn(
                name: "jwks",
                table: "clients");

            migrationBuilder.DropColumn(
                name: "jwks_uri",
                table: "clients");

            migrationBuilder.DropColumn(
                name: "logo_uri",
                table: "clients");

            migrationBuilder.DropColumn(
                name: "origin",
                table: "clients");

            migrationBuilder.DropColumn(
                name: "pairwise",
                table: "clients");

            migrationBuilder.DropColumn(
                name: "policy_uri",
                table: "clients");

            migrationBuilder.DropColumn(
                name: "reference_tokens",
                table: "clients");

            migrationBuilder.DropColumn(
                name: "registration_token_hash",
                table: "clients");

            migrationBuilder.DropColumn(
                name: "request_object_algorithm",
                table: "clients");

            migrationBuilder.DropColumn(
                name: "require_auth_time",
                table: "clients");

            migrationBuilder.DropColumn(
                name: "require_consent",
                table: "clients");

            migrationBuilder.DropColumn(
                name: "require_signed_request_object",
                table: "clients");

            migrationBuilder.DropColumn(
                name: "resources",
                table: "clients");

            migrationBuilder.DropColumn(
                name: "sector_identifier_uri",
                table: "clients");

            migrationBuilder.DropColumn(
                name: "software_id",
                table: "clients");

            migrationBuilder.DropColumn(
                name: "software_version",
                table: "clients");

            migrationBuilder.DropColumn(
                name: "strict_assertion_audience",
                table: "clients");

            migrationBuilder.DropColumn(
                name: "tos_uri",
                table: "clients");

            migrationBuilder.DropColumn(
                name: "user_info_algorithm",
                table: "clients");

            migrationBuilder.DropColumn(
                name: "version",
                table: "clients");

            migrationBuilder.DropColumn(
                name: "created_at",
                table: "client_secrets");

            migrationBuilder.DropColumn(
                name: "name",
                table: "client_secrets");
        }
    }
}
