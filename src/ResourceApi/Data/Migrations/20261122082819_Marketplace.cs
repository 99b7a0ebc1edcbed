using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ResourceApi.Data.Migrations
{
    /// <inheritdoc />
    public partial class Marketplace : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "discoverable_by_phone",
                table: "profiles",
                type: "INTEGER",
                nullable: false,
                defaultValue: true);

            migrationBuilder.AddColumn<string>(
                name: "image",
                table: "profiles",
                type: "TEXT",
                maxLength: 32,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "service_radius_km",
                table: "profiles",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "audit",
                columns: table => new
                {
                    sequence = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    @event = table.Column<string>(name: "event", type: "TEXT", maxLength: 256, nullable: false),
                    actor = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    subject = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    target = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    detail = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    address = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_audit", x => x.sequence);
                });

            migrationBuilder.CreateTable(
                name: "budgets",
                columns: table => new
                {
                    key = table.Column<byte[]>(type: "BLOB", nullable: false),
                    count = table.Column<int>(type: "INTEGER", nullable: false),
                    ends_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_budgets", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "kept_answers",
                columns: table => new
                {
                    key = table.Column<byte[]>(type: "BLOB", nullable: false),
                    request = table.Column<byte[]>(type: "BLOB", nullable: false),
                    attempt = table.Column<Guid>(type: "TEXT", nullable: false),
                    status = table.Column<int>(type: "INTEGER", nullable: false),
                    content_type = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    location = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    body = table.Column<byte[]>(type: "BLOB", nullable: true),
                    ends_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_kept_answers", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "outbox",
                columns: table => new
                {
                    sequence = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    subject = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    content = table.Column<string>(type: "TEXT", maxLength: 65536, nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    due_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_outbox", x => x.sequence);
                });

            migrationBuilder.CreateTable(
                name: "people",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    version = table.Column<long>(type: "INTEGER", nullable: false),
                    username = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    phone_number = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    is_phone_verified = table.Column<bool>(type: "INTEGER", nullable: false),
                    user_type = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    roles = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    kyc_status = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    disabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    authorization_version = table.Column<long>(type: "INTEGER", nullable: false),
                    old_tokens_dead_at = table.Column<long>(type: "INTEGER", nullable: true),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_people", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "rating_totals",
                columns: table => new
                {
                    person = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    role = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    sum = table.Column<long>(type: "INTEGER", nullable: false),
                    count = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_rating_totals", x => new { x.person, x.role });
                });

            migrationBuilder.CreateTable(
                name: "ratings",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    rater = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    ratee = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    role = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    booking_id = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    stars = table.Column<int>(type: "INTEGER", nullable: false),
                    comment = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ratings", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "role_changes",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    subject = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    from = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    to = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    reason = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    done_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_role_changes", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "sync_marks",
                columns: table => new
                {
                    name = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    cursor = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    done = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sync_marks", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "verifications",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    user_id = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    type = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    document_type = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    status = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    declaration = table.Column<byte[]>(type: "BLOB", nullable: false),
                    declaration_key = table.Column<byte>(type: "INTEGER", nullable: false),
                    level = table.Column<string>(type: "TEXT", maxLength: 16, nullable: true),
                    rejection_code = table.Column<string>(type: "TEXT", maxLength: 32, nullable: true),
                    rejection_reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    decided_by = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    submitted_at = table.Column<long>(type: "INTEGER", nullable: false),
                    changed_at = table.Column<long>(type: "INTEGER", nullable: false),
                    verified_at = table.Column<long>(type: "INTEGER", nullable: true),
                    expires_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_verifications", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "webhook_events",
                columns: table => new
                {
                    provider = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    id = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    received_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_webhook_events", x => new { x.provider, x.id });
                });

            migrationBuilder.CreateTable(
                name: "verification_documents",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    verification_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    side = table.Column<string>(type: "TEXT", maxLength: 8, nullable: false),
                    file = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    wrapped_key = table.Column<byte[]>(type: "BLOB", nullable: true),
                    ring_key = table.Column<byte>(type: "INTEGER", nullable: false),
                    size = table.Column<int>(type: "INTEGER", nullable: false),
                    purged_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_verification_documents", x => x.id);
                    table.ForeignKey(
                        name: "FK_verification_documents_verifications_verification_id",
                        column: x => x.verification_id,
                        principalTable: "verifications",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_profiles_image",
                table: "profiles",
                column: "image");

            migrationBuilder.CreateIndex(
                name: "IX_audit_at",
                table: "audit",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "IX_audit_subject_at",
                table: "audit",
                columns: new[] { "subject", "at" });

            migrationBuilder.CreateIndex(
                name: "IX_budgets_ends_at",
                table: "budgets",
                column: "ends_at");

            migrationBuilder.CreateIndex(
                name: "IX_kept_answers_ends_at",
                table: "kept_answers",
                column: "ends_at");

            migrationBuilder.CreateIndex(
                name: "IX_outbox_subject_sequence",
                table: "outbox",
                columns: new[] { "subject", "sequence" });

            migrationBuilder.CreateIndex(
                name: "IX_people_old_tokens_dead_at",
                table: "people",
                column: "old_tokens_dead_at");

            migrationBuilder.CreateIndex(
                name: "IX_people_phone_number",
                table: "people",
                column: "phone_number");

            migrationBuilder.CreateIndex(
                name: "IX_ratings_ratee_role_id",
                table: "ratings",
                columns: new[] { "ratee", "role", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_ratings_rater_ratee_booking_id",
                table: "ratings",
                columns: new[] { "rater", "ratee", "booking_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_role_changes_subject_at",
                table: "role_changes",
                columns: new[] { "subject", "at" });

            migrationBuilder.CreateIndex(
                name: "IX_verification_documents_file",
                table: "verification_documents",
                column: "file",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_verification_documents_ring_key",
                table: "verification_documents",
                column: "ring_key");

            migrationBuilder.CreateIndex(
                name: "IX_verification_documents_verification_id_number",
                table: "verification_documents",
                columns: new[] { "verification_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_verifications_declaration_key",
                table: "verifications",
                column: "declaration_key");

            migrationBuilder.CreateIndex(
                name: "IX_verifications_expires_at",
                table: "verifications",
                column: "expires_at");

            migrationBuilder.CreateIndex(
                name: "IX_verifications_status_id",
                table: "verifications",
                columns: new[] { "status", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_verifications_user_id_id",
                table: "verifications",
                columns: new[] { "user_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ux_verifications_open",
                table: "verifications",
                columns: new[] { "user_id", "type" },
                unique: true,
                filter: "status IN ('Pending', 'InProgress')");

            migrationBuilder.CreateIndex(
                name: "IX_webhook_events_received_at",
                table: "webhook_events",
                column: "received_at");

            foreach (var sql in MarketplaceSql.Up)
            {
                migrationBuilder.Sql(sql);
            }
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "audit");

            migrationBuilder.DropTable(
                name: "budgets");

            migrationBuilder.DropTable(
                name: "kept_answers");

            migrationBuilder.DropTable(
                name: "outbox");

            migrationBuilder.DropTable(
                name: "people");

            migrationBuilder.DropTable(
                name: "rating_totals");

            migrationBuilder.DropTable(
                name: "ratings");

            migrationBuilder.DropTable(
                name: "role_changes");

            migrationBuilder.DropTable(
                name: "sync_marks");

            migrationBuilder.DropTable(
                name: "verification_documents");

            migrationBuilder.DropTable(
                name: "webhook_events");

            migrationBuilder.DropTable(
                name: "verifications");

            migrationBuilder.DropIndex(
                name: "IX_profiles_image",
                table: "profiles");

            migrationBuilder.DropColumn(
                name: "discoverable_by_phone",
                table: "profiles");

            migrationBuilder.DropColumn(
                name: "image",
                table: "profiles");

            migrationBuilder.DropColumn(
                name: "service_radius_km",
                table: "profiles");
        }
    }
}
