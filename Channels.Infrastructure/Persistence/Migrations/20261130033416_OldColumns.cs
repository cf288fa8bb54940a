using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Channels.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class OldColumns : Migration
    {
        internal const string Id = "20261130033416_OldColumns";

        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Conversations_Channel_ContactKey",
                table: "Conversations");

            migrationBuilder.DropIndex(
                name: "IX_Conversations_Channel_ContactLid",
                table: "Conversations");

            migrationBuilder.DropColumn(
                name: "Body",
                table: "MetaNotices");

            migrationBuilder.DropColumn(
                name: "IsHeld",
                table: "MetaNotices");

            migrationBuilder.DropColumn(
                name: "ContactKey",
                table: "Conversations");

            migrationBuilder.DropColumn(
                name: "ContactLid",
                table: "Conversations");

            migrationBuilder.DropColumn(
                name: "ContactNumber",
                table: "Conversations");

            migrationBuilder.AlterColumn<Guid>(
                name: "Contact",
                table: "Conversations",
                type: "TEXT",
                nullable: false,
                oldClrType: typeof(Guid),
                oldType: "TEXT",
                oldNullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_Conversations_Channel_Contact",
                table: "Conversations",
                columns: new[] { "Channel", "Contact" },
                unique: true,
                filter: "\"IsOpen\" = 1");

            migrationBuilder.CreateIndex(
                name: "IX_Conversations_Contact",
                table: "Conversations",
                column: "Contact");

            migrationBuilder.AddForeignKey(
                name: "FK_Conversations_Contacts_Contact",
                table: "Conversations",
                column: "Contact",
                principalTable: "Contacts",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(name: "FK_Conversations_Contacts_Contact", table: "Conversations");
            migrationBuilder.DropIndex(name: "IX_Conversations_Channel_Contact", table: "Conversations");
            migrationBuilder.DropIndex(name: "IX_Conversations_Contact", table: "Conversations");
            migrationBuilder.AddColumn<string>(name: "Body", table: "MetaNotices", type: "TEXT", nullable: true);
            migrationBuilder.AddColumn<bool>(name: "IsHeld", table: "MetaNotices", type: "INTEGER", nullable: false, defaultValue: false);
            migrationBuilder.AddColumn<string>(name: "ContactKey", table: "Conversations", type: "TEXT", maxLength: 64, nullable: false, defaultValue: "");
            migrationBuilder.AddColumn<string>(name: "ContactNumber", table: "Conversations", type: "TEXT", maxLength: 15, nullable: true);
            migrationBuilder.AddColumn<string>(name: "ContactLid", table: "Conversations", type: "TEXT", maxLength: 40, nullable: true);
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
        }
    }
}
