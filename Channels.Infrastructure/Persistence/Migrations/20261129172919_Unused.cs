using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Channels.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class Unused : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<TimeSpan>(
                name: "ClockAhead",
                table: "Signs",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "ClockReadAt",
                table: "Signs",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Unread_Count",
                table: "Signs",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Unread_From",
                table: "Signs",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "Unread_FromOthers",
                table: "Signs",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "Unread_Last",
                table: "Signs",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "Unread_Since",
                table: "Signs",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "HistoryBefore",
                table: "Redirects",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "HistoryBefore",
                table: "Channels",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "Unused",
                columns: table => new
                {
                    Channel = table.Column<Guid>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Count = table.Column<long>(type: "INTEGER", nullable: false),
                    LastAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Unused", x => new { x.Channel, x.Kind });
                    table.ForeignKey(
                        name: "FK_Unused_Channels_Channel",
                        column: x => x.Channel,
                        principalTable: "Channels",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Unused");

            migrationBuilder.DropColumn(
                name: "ClockAhead",
                table: "Signs");

            migrationBuilder.DropColumn(
                name: "ClockReadAt",
                table: "Signs");

            migrationBuilder.DropColumn(
                name: "Unread_Count",
                table: "Signs");

            migrationBuilder.DropColumn(
                name: "Unread_From",
                table: "Signs");

            migrationBuilder.DropColumn(
                name: "Unread_FromOthers",
                table: "Signs");

            migrationBuilder.DropColumn(
                name: "Unread_Last",
                table: "Signs");

            migrationBuilder.DropColumn(
                name: "Unread_Since",
                table: "Signs");

            migrationBuilder.DropColumn(
                name: "HistoryBefore",
                table: "Redirects");

            migrationBuilder.DropColumn(
                name: "HistoryBefore",
                table: "Channels");
        }
    }
}
