using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace AuthServer.Data.Migrations
{
    /// <inheritdoc />
    public partial class UserNews : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "kyc_level",
                table: "users",
                type: "TEXT",
                nullable: false,
                defaultValue: "none");

            migrationBuilder.AddColumn<long>(
                name: "verification_as_of",
                table: "users",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "verified_claims",
                table: "users",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "version",
                table: "users",
                type: "INTEGER",
                nullable: false,
                defaultValue: 1L);

            migrationBuilder.Sql(Events.UserNews.Create);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(Events.UserNews.Drop);

            migrationBuilder.DropColumn(
                name: "kyc_level",
                table: "users");

            migrationBuilder.DropColumn(
                name: "verification_as_of",
                table: "users");

            migrationBuilder.DropColumn(
                name: "verified_claims",
                table: "users");

            migrationBuilder.DropColumn(
                name: "version",
                table: "users");
        }
    }
}
