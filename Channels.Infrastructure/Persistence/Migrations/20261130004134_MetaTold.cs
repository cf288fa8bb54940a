using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Channels.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class MetaTold : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "MetaTold",
                columns: table => new
                {
                    About = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    ToldAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Until = table.Column<long>(type: "INTEGER", nullable: true),
                    Detail = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MetaTold", x => new { x.About, x.Kind });
                });

            // What was told stands in rows of its own from here on, also what is still to be dealt with.
            migrationBuilder.Sql("""
                INSERT INTO "MetaTold" ("About", "Kind", "ToldAt", "Until")
                SELECT "AccountId", 'Restriction', MAX("RestrictionToldAt"), "RestrictedUntil" FROM "MetaAccounts"
                WHERE "AccountId" IS NOT NULL AND "RestrictionToldAt" IS NOT NULL GROUP BY "AccountId";

                UPDATE "MetaNotices" SET "Body" = json_set(
                    json_remove("Body", '$.RestrictedUntil'),
                    '$.Told', json_object('Kind', 'Restriction', 'Until', json_extract("Body", '$.RestrictedUntil')))
                WHERE json_extract("Body", '$.RestrictedUntil') IS NOT NULL;
                """);

            migrationBuilder.DropColumn(
                name: "RestrictedUntil",
                table: "MetaAccounts");

            migrationBuilder.DropColumn(
                name: "RestrictionToldAt",
                table: "MetaAccounts");

            migrationBuilder.AddColumn<long>(
                name: "AuthorizedAt",
                table: "MetaAccounts",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "IsCoexistence",
                table: "MetaAccounts",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<long>(
                name: "FirstReason_ToldAt",
                table: "Incidents",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "Reason_ToldAt",
                table: "Incidents",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "Reason_ToldAt",
                table: "History",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "LastAttempt_Reason_ToldAt",
                table: "Channels",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "Outage_Reason_ToldAt",
                table: "Channels",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "Reason_ToldAt",
                table: "Channels",
                type: "INTEGER",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "IsCoexistence",
                table: "MetaAccounts");

            migrationBuilder.DropColumn(
                name: "FirstReason_ToldAt",
                table: "Incidents");

            migrationBuilder.DropColumn(
                name: "Reason_ToldAt",
                table: "Incidents");

            migrationBuilder.DropColumn(
                name: "Reason_ToldAt",
                table: "History");

            migrationBuilder.DropColumn(
                name: "LastAttempt_Reason_ToldAt",
                table: "Channels");

            migrationBuilder.DropColumn(
                name: "Outage_Reason_ToldAt",
                table: "Channels");

            migrationBuilder.DropColumn(
                name: "Reason_ToldAt",
                table: "Channels");

            migrationBuilder.DropColumn(
                name: "AuthorizedAt",
                table: "MetaAccounts");

            migrationBuilder.AddColumn<long>(
                name: "RestrictedUntil",
                table: "MetaAccounts",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "RestrictionToldAt",
                table: "MetaAccounts",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.DropTable(
                name: "MetaTold");
        }
    }
}
