using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Channels.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class Outbox : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "Queued",
                table: "Receipts",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "Waiting",
                table: "Receipts",
                type: "TEXT",
                maxLength: 40,
                nullable: false,
                defaultValue: "Ask");

            migrationBuilder.AddColumn<long>(
                name: "BannedAt",
                table: "Channels",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "DownFrom",
                table: "Channels",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "DownTo",
                table: "Channels",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "OutboxContents",
                columns: table => new
                {
                    Message = table.Column<Guid>(type: "TEXT", nullable: false),
                    Sealed = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OutboxContents", x => x.Message);
                });

            migrationBuilder.CreateTable(
                name: "Outgoing",
                columns: table => new
                {
                    Position = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Channel = table.Column<Guid>(type: "TEXT", nullable: false),
                    Contact = table.Column<Guid>(type: "TEXT", nullable: false),
                    Type = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    StateAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Cause = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    Refusal = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true),
                    Under = table.Column<string>(type: "TEXT", maxLength: 15, nullable: true),
                    AcceptedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    SendAt = table.Column<long>(type: "INTEGER", nullable: true),
                    DueAt = table.Column<long>(type: "INTEGER", nullable: false),
                    DecidedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    ExpiresAt = table.Column<long>(type: "INTEGER", nullable: false),
                    EndsWithWindow = table.Column<bool>(type: "INTEGER", nullable: false),
                    Waits = table.Column<bool>(type: "INTEGER", nullable: false),
                    NotBefore = table.Column<long>(type: "INTEGER", nullable: true),
                    Tries = table.Column<int>(type: "INTEGER", nullable: false),
                    Line = table.Column<Guid>(type: "TEXT", nullable: true),
                    WhatsAppId = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    RepliesTo = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    ClientReference = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Who = table.Column<string>(type: "TEXT", nullable: false),
                    SentAt = table.Column<long>(type: "INTEGER", nullable: true),
                    DeliveredAt = table.Column<long>(type: "INTEGER", nullable: true),
                    ReadAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Outgoing", x => x.Position);
                    table.ForeignKey(
                        name: "FK_Outgoing_Contacts_Contact",
                        column: x => x.Contact,
                        principalTable: "Contacts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Outgoing_Channel_SendAt",
                table: "Outgoing",
                columns: new[] { "Channel", "SendAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Outgoing_Channel_State_StateAt",
                table: "Outgoing",
                columns: new[] { "Channel", "State", "StateAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Outgoing_Contact_State_Channel_DueAt_Position",
                table: "Outgoing",
                columns: new[] { "Contact", "State", "Channel", "DueAt", "Position" });

            migrationBuilder.CreateIndex(
                name: "IX_Outgoing_Id",
                table: "Outgoing",
                column: "Id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Outgoing_Line_WhatsAppId",
                table: "Outgoing",
                columns: new[] { "Line", "WhatsAppId" });

            migrationBuilder.CreateIndex(
                name: "IX_Outgoing_State_Channel_DueAt_Position",
                table: "Outgoing",
                columns: new[] { "State", "Channel", "DueAt", "Position" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "OutboxContents");

            migrationBuilder.DropTable(
                name: "Outgoing");

            migrationBuilder.DropColumn(
                name: "Queued",
                table: "Receipts");

            migrationBuilder.DropColumn(
                name: "Waiting",
                table: "Receipts");

            migrationBuilder.DropColumn(
                name: "BannedAt",
                table: "Channels");

            migrationBuilder.DropColumn(
                name: "DownFrom",
                table: "Channels");

            migrationBuilder.DropColumn(
                name: "DownTo",
                table: "Channels");
        }
    }
}
