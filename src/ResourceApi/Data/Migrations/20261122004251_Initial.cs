using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ResourceApi.Data.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "profiles",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    version = table.Column<long>(type: "INTEGER", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    updated_at = table.Column<long>(type: "INTEGER", nullable: false),
                    first_name = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    last_name = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    display_name = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    bio = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    date_of_birth = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    gender = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    locale = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    time_zone = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    latitude = table.Column<double>(type: "REAL", nullable: true),
                    longitude = table.Column<double>(type: "REAL", nullable: true),
                    skills = table.Column<string>(type: "TEXT", maxLength: 8192, nullable: false),
                    languages = table.Column<string>(type: "TEXT", maxLength: 2048, nullable: false),
                    hourly_rate_hundredths = table.Column<long>(type: "INTEGER", nullable: true),
                    currency = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    availability = table.Column<string>(type: "TEXT", maxLength: 16, nullable: true),
                    address_city = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    address_country = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    address_line1 = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    address_line2 = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    address_postal_code = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    address_region = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_profiles", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "refusals",
                columns: table => new
                {
                    kind = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    expires_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_refusals", x => new { x.kind, x.id });
                });

            migrationBuilder.CreateIndex(
                name: "IX_refusals_expires_at",
                table: "refusals",
                column: "expires_at");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "profiles");

            migrationBuilder.DropTable(
                name: "refusals");
        }
    }
}
