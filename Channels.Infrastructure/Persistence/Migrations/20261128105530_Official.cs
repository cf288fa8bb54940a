using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Channels.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class Official : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "FirstReason_Detail",
                table: "Incidents",
                type: "TEXT",
                maxLength: 300,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Reason_Detail",
                table: "Incidents",
                type: "TEXT",
                maxLength: 300,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Reason_Detail",
                table: "History",
                type: "TEXT",
                maxLength: 300,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "IsNameProvisional",
                table: "Channels",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<long>(
                name: "Official_AuthorizedUntil",
                table: "Channels",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Official_Limit",
                table: "Channels",
                type: "TEXT",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Official_NameStatus",
                table: "Channels",
                type: "TEXT",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Official_Quality",
                table: "Channels",
                type: "TEXT",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "Official_Since",
                table: "Channels",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Official_UnknownStatus",
                table: "Channels",
                type: "TEXT",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Reason_Detail",
                table: "Channels",
                type: "TEXT",
                maxLength: 300,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "MetaAccounts",
                columns: table => new
                {
                    Channel = table.Column<Guid>(type: "TEXT", nullable: false),
                    Token = table.Column<byte[]>(type: "BLOB", nullable: false),
                    TokenEndsAt = table.Column<long>(type: "INTEGER", nullable: true),
                    TokenCheckedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    AccountId = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    NumberId = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    Pin = table.Column<byte[]>(type: "BLOB", nullable: true),
                    RegisterTries = table.Column<int>(type: "INTEGER", nullable: false),
                    RegisterTriedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    RegisteredAt = table.Column<long>(type: "INTEGER", nullable: true),
                    RegisterRefusal = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    RegisterText = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true),
                    RegisterWaitsUntil = table.Column<long>(type: "INTEGER", nullable: true),
                    RestrictedUntil = table.Column<long>(type: "INTEGER", nullable: true),
                    RestrictionToldAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MetaAccounts", x => x.Channel);
                });

            migrationBuilder.CreateTable(
                name: "MetaAttempts",
                columns: table => new
                {
                    StateHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Channel = table.Column<Guid>(type: "TEXT", nullable: false),
                    UserId = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    RedirectUri = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    ExpiresAt = table.Column<long>(type: "INTEGER", nullable: false),
                    UsedAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MetaAttempts", x => x.StateHash);
                });

            migrationBuilder.CreateTable(
                name: "MetaNotices",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Key = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    ReceivedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Body = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MetaNotices", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_MetaAccounts_AccountId",
                table: "MetaAccounts",
                column: "AccountId");

            migrationBuilder.CreateIndex(
                name: "IX_MetaAccounts_NumberId",
                table: "MetaAccounts",
                column: "NumberId");

            migrationBuilder.CreateIndex(
                name: "IX_MetaAttempts_Channel",
                table: "MetaAttempts",
                column: "Channel");

            migrationBuilder.CreateIndex(
                name: "IX_MetaNotices_Key",
                table: "MetaNotices",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_MetaNotices_ReceivedAt",
                table: "MetaNotices",
                column: "ReceivedAt");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "MetaAccounts");

            migrationBuilder.DropTable(
                name: "MetaAttempts");

            migrationBuilder.DropTable(
                name: "MetaNotices");

            migrationBuilder.DropColumn(
                name: "FirstReason_Detail",
                table: "Incidents");

            migrationBuilder.DropColumn(
                name: "Reason_Detail",
                table: "Incidents");

            migrationBuilder.DropColumn(
                name: "Reason_Detail",
                table: "History");

            migrationBuilder.DropColumn(
                name: "IsNameProvisional",
                table: "Channels");

            migrationBuilder.DropColumn(
                name: "Official_AuthorizedUntil",
                table: "Channels");

            migrationBuilder.DropColumn(
                name: "Official_Limit",
                table: "Channels");

            migrationBuilder.DropColumn(
                name: "Official_NameStatus",
                table: "Channels");

            migrationBuilder.DropColumn(
                name: "Official_Quality",
                table: "Channels");

            migrationBuilder.DropColumn(
                name: "Official_Since",
                table: "Channels");

            migrationBuilder.DropColumn(
                name: "Official_UnknownStatus",
                table: "Channels");

            migrationBuilder.DropColumn(
                name: "Reason_Detail",
                table: "Channels");
        }
    }
}
