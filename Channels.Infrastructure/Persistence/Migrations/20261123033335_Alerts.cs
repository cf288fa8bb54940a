using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Channels.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class Alerts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "AlertSettings",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false),
                    MailPassword = table.Column<byte[]>(type: "BLOB", nullable: true),
                    WebhookSecret = table.Column<byte[]>(type: "BLOB", nullable: true),
                    Revision = table.Column<long>(type: "INTEGER", nullable: false),
                    ChangedBy = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    Choices_GraceMinutes = table.Column<int>(type: "INTEGER", nullable: false),
                    Choices_MailOn = table.Column<bool>(type: "INTEGER", nullable: false),
                    Choices_SettlingMinutes = table.Column<int>(type: "INTEGER", nullable: false),
                    Choices_WebhookAddress = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    Choices_WebhookOn = table.Column<bool>(type: "INTEGER", nullable: false),
                    Choices_Mail_Host = table.Column<string>(type: "TEXT", maxLength: 254, nullable: false),
                    Choices_Mail_Port = table.Column<int>(type: "INTEGER", nullable: false),
                    Choices_Mail_Recipients = table.Column<string>(type: "TEXT", nullable: false),
                    Choices_Mail_Security = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Choices_Mail_Sender = table.Column<string>(type: "TEXT", maxLength: 254, nullable: false),
                    Choices_Mail_User = table.Column<string>(type: "TEXT", maxLength: 254, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AlertSettings", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Incidents",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Channel = table.Column<Guid>(type: "TEXT", nullable: false),
                    ChannelName = table.Column<string>(type: "TEXT", maxLength: 240, nullable: false),
                    Number = table.Column<string>(type: "TEXT", maxLength: 15, nullable: true),
                    StartedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Drops = table.Column<int>(type: "INTEGER", nullable: false),
                    UpSince = table.Column<long>(type: "INTEGER", nullable: true),
                    AlertedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    EndedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    FirstReason_Attempt = table.Column<int>(type: "INTEGER", nullable: true),
                    FirstReason_Cause = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    FirstReason_Code = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    FirstReason_HttpStatus = table.Column<int>(type: "INTEGER", nullable: true),
                    FirstReason_NextTryAt = table.Column<long>(type: "INTEGER", nullable: true),
                    FirstReason_OtherChannel = table.Column<string>(type: "TEXT", maxLength: 240, nullable: true),
                    FirstReason_SeenNumber = table.Column<string>(type: "TEXT", maxLength: 16, nullable: true),
                    FirstReason_Until = table.Column<long>(type: "INTEGER", nullable: true),
                    FirstReason_Who = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    Reason_Attempt = table.Column<int>(type: "INTEGER", nullable: true),
                    Reason_Cause = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    Reason_Code = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Reason_HttpStatus = table.Column<int>(type: "INTEGER", nullable: true),
                    Reason_NextTryAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Reason_OtherChannel = table.Column<string>(type: "TEXT", maxLength: 240, nullable: true),
                    Reason_SeenNumber = table.Column<string>(type: "TEXT", maxLength: 16, nullable: true),
                    Reason_Until = table.Column<long>(type: "INTEGER", nullable: true),
                    Reason_Who = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Incidents", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "TimelineMarks",
                columns: table => new
                {
                    Reader = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Line = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TimelineMarks", x => x.Reader);
                });

            migrationBuilder.CreateTable(
                name: "Deliveries",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Incident = table.Column<Guid>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Route = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    NextTryAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ChangedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Trouble = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    Detail = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Deliveries", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Deliveries_Incidents_Incident",
                        column: x => x.Incident,
                        principalTable: "Incidents",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Deliveries_Incident_Kind_Route",
                table: "Deliveries",
                columns: new[] { "Incident", "Kind", "Route" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Deliveries_Route_State_NextTryAt",
                table: "Deliveries",
                columns: new[] { "Route", "State", "NextTryAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Incidents_AlertedAt",
                table: "Incidents",
                column: "AlertedAt");

            migrationBuilder.CreateIndex(
                name: "IX_Incidents_Channel",
                table: "Incidents",
                column: "Channel",
                unique: true,
                filter: "\"EndedAt\" IS NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AlertSettings");

            migrationBuilder.DropTable(
                name: "Deliveries");

            migrationBuilder.DropTable(
                name: "TimelineMarks");

            migrationBuilder.DropTable(
                name: "Incidents");
        }
    }
}
