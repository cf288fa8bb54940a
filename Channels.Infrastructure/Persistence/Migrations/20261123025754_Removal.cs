using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Channels.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class Removal : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Conversations_Channel_ContactKey",
                table: "Conversations");

            migrationBuilder.DropIndex(
                name: "IX_Conversations_Channel_ContactLid",
                table: "Conversations");

            migrationBuilder.AddColumn<string>(
                name: "Removal_Destination",
                table: "Channels",
                type: "TEXT",
                maxLength: 240,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "Removal_Moved",
                table: "Channels",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "Removal_StartedAt",
                table: "Channels",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "Removal_Total",
                table: "Channels",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Removal_Who",
                table: "Channels",
                type: "TEXT",
                maxLength: 256,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "Jobs",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Channel = table.Column<Guid>(type: "TEXT", nullable: false),
                    ChannelName = table.Column<string>(type: "TEXT", maxLength: 240, nullable: false),
                    Method = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Number = table.Column<string>(type: "TEXT", maxLength: 15, nullable: true),
                    HadDevice = table.Column<bool>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    NextTryAt = table.Column<long>(type: "INTEGER", nullable: false),
                    LastCause = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    GivenUp = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Jobs", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "LinkedItems",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Channel = table.Column<Guid>(type: "TEXT", nullable: true),
                    Title = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    DueAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LinkedItems", x => x.Id);
                    table.ForeignKey(
                        name: "FK_LinkedItems_Channels_Channel",
                        column: x => x.Channel,
                        principalTable: "Channels",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Receipts",
                columns: table => new
                {
                    Channel = table.Column<Guid>(type: "TEXT", nullable: false),
                    ChannelName = table.Column<string>(type: "TEXT", maxLength: 240, nullable: false),
                    Method = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Number = table.Column<string>(type: "TEXT", maxLength: 15, nullable: true),
                    Destination = table.Column<Guid>(type: "TEXT", nullable: true),
                    DestinationName = table.Column<string>(type: "TEXT", maxLength: 240, nullable: true),
                    Who = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    StartedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    FinishedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Continued = table.Column<long>(type: "INTEGER", nullable: false),
                    Integrations = table.Column<string>(type: "TEXT", nullable: false),
                    Moved_Conversations_Open = table.Column<long>(type: "INTEGER", nullable: false),
                    Moved_Conversations_Total = table.Column<long>(type: "INTEGER", nullable: false),
                    Moved_FollowUps_Open = table.Column<long>(type: "INTEGER", nullable: false),
                    Moved_FollowUps_Total = table.Column<long>(type: "INTEGER", nullable: false),
                    Moved_Integrations_Open = table.Column<long>(type: "INTEGER", nullable: false),
                    Moved_Integrations_Total = table.Column<long>(type: "INTEGER", nullable: false),
                    Moved_Prompts_Open = table.Column<long>(type: "INTEGER", nullable: false),
                    Moved_Prompts_Total = table.Column<long>(type: "INTEGER", nullable: false),
                    Moved_Schedules_Open = table.Column<long>(type: "INTEGER", nullable: false),
                    Moved_Schedules_Total = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Receipts", x => x.Channel);
                });

            migrationBuilder.CreateTable(
                name: "Redirects",
                columns: table => new
                {
                    From = table.Column<Guid>(type: "TEXT", nullable: false),
                    To = table.Column<Guid>(type: "TEXT", nullable: false),
                    LinkedAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Redirects", x => x.From);
                    table.ForeignKey(
                        name: "FK_Redirects_Channels_To",
                        column: x => x.To,
                        principalTable: "Channels",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Conversations_Channel_ContactKey",
                table: "Conversations",
                columns: new[] { "Channel", "ContactKey" },
                unique: true,
                filter: "\"IsOpen\" = 1");

            migrationBuilder.CreateIndex(
                name: "IX_Conversations_Channel_ContactLid",
                table: "Conversations",
                columns: new[] { "Channel", "ContactLid" },
                filter: "\"IsOpen\" = 1");

            migrationBuilder.CreateIndex(
                name: "IX_Conversations_Channel_IsOpen_Id",
                table: "Conversations",
                columns: new[] { "Channel", "IsOpen", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Jobs_Channel",
                table: "Jobs",
                column: "Channel",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_LinkedItems_Channel_Id",
                table: "LinkedItems",
                columns: new[] { "Channel", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_LinkedItems_Channel_Kind_State",
                table: "LinkedItems",
                columns: new[] { "Channel", "Kind", "State" });

            migrationBuilder.CreateIndex(
                name: "IX_Receipts_StartedAt",
                table: "Receipts",
                column: "StartedAt");

            migrationBuilder.CreateIndex(
                name: "IX_Redirects_To",
                table: "Redirects",
                column: "To");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Jobs");

            migrationBuilder.DropTable(
                name: "LinkedItems");

            migrationBuilder.DropTable(
                name: "Receipts");

            migrationBuilder.DropTable(
                name: "Redirects");

            migrationBuilder.DropIndex(
                name: "IX_Conversations_Channel_ContactKey",
                table: "Conversations");

            migrationBuilder.DropIndex(
                name: "IX_Conversations_Channel_ContactLid",
                table: "Conversations");

            migrationBuilder.DropIndex(
                name: "IX_Conversations_Channel_IsOpen_Id",
                table: "Conversations");

            migrationBuilder.DropColumn(
                name: "Removal_Destination",
                table: "Channels");

            migrationBuilder.DropColumn(
                name: "Removal_Moved",
                table: "Channels");

            migrationBuilder.DropColumn(
                name: "Removal_StartedAt",
                table: "Channels");

            migrationBuilder.DropColumn(
                name: "Removal_Total",
                table: "Channels");

            migrationBuilder.DropColumn(
                name: "Removal_Who",
                table: "Channels");

            migrationBuilder.CreateIndex(
                name: "IX_Conversations_Channel_ContactKey",
                table: "Conversations",
                columns: new[] { "Channel", "ContactKey" },
                unique: true,
                filter: "\"IsOpen\"");

            migrationBuilder.CreateIndex(
                name: "IX_Conversations_Channel_ContactLid",
                table: "Conversations",
                columns: new[] { "Channel", "ContactLid" });
        }
    }
}
