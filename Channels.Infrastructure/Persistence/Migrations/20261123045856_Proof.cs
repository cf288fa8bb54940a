using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Channels.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class Proof : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_LinkedItems_Channel_Kind_State",
                table: "LinkedItems");

            migrationBuilder.AddColumn<int>(
                name: "Run_Drops",
                table: "Channels",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "Run_FlippedAt",
                table: "Channels",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Run_Told",
                table: "Channels",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Run_ToldCode",
                table: "Channels",
                type: "TEXT",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "Run_ToldFrom",
                table: "Channels",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "Signs",
                columns: table => new
                {
                    Channel = table.Column<Guid>(type: "TEXT", nullable: false),
                    ReceivedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    SentAt = table.Column<long>(type: "INTEGER", nullable: true),
                    PhoneSeenAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Signs", x => x.Channel);
                    table.ForeignKey(
                        name: "FK_Signs_Channels_Channel",
                        column: x => x.Channel,
                        principalTable: "Channels",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_LinkedItems_Channel_Kind_State_DueAt",
                table: "LinkedItems",
                columns: new[] { "Channel", "Kind", "State", "DueAt" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Signs");

            migrationBuilder.DropIndex(
                name: "IX_LinkedItems_Channel_Kind_State_DueAt",
                table: "LinkedItems");

            migrationBuilder.DropColumn(
                name: "Run_Drops",
                table: "Channels");

            migrationBuilder.DropColumn(
                name: "Run_FlippedAt",
                table: "Channels");

            migrationBuilder.DropColumn(
                name: "Run_Told",
                table: "Channels");

            migrationBuilder.DropColumn(
                name: "Run_ToldCode",
                table: "Channels");

            migrationBuilder.DropColumn(
                name: "Run_ToldFrom",
                table: "Channels");

            migrationBuilder.CreateIndex(
                name: "IX_LinkedItems_Channel_Kind_State",
                table: "LinkedItems",
                columns: new[] { "Channel", "Kind", "State" });
        }
    }
}
