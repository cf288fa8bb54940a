using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Channels.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class OutagesAndBoardChoices : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "Alarm",
                table: "Users",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "BoardOrder",
                table: "Users",
                type: "TEXT",
                maxLength: 40,
                nullable: false,
                defaultValue: "Oldest");

            migrationBuilder.AddColumn<long>(
                name: "LastAttempt_At",
                table: "Channels",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "LastAttempt_Reason_Attempt",
                table: "Channels",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "LastAttempt_Reason_Cause",
                table: "Channels",
                type: "TEXT",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "LastAttempt_Reason_Code",
                table: "Channels",
                type: "TEXT",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "LastAttempt_Reason_Detail",
                table: "Channels",
                type: "TEXT",
                maxLength: 300,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "LastAttempt_Reason_HttpStatus",
                table: "Channels",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "LastAttempt_Reason_NextTryAt",
                table: "Channels",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "LastAttempt_Reason_OtherChannel",
                table: "Channels",
                type: "TEXT",
                maxLength: 240,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "LastAttempt_Reason_SeenNumber",
                table: "Channels",
                type: "TEXT",
                maxLength: 16,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "LastAttempt_Reason_Until",
                table: "Channels",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "LastAttempt_Reason_Who",
                table: "Channels",
                type: "TEXT",
                maxLength: 256,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "Outage_At",
                table: "Channels",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Outage_Reason_Attempt",
                table: "Channels",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Outage_Reason_Cause",
                table: "Channels",
                type: "TEXT",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Outage_Reason_Code",
                table: "Channels",
                type: "TEXT",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Outage_Reason_Detail",
                table: "Channels",
                type: "TEXT",
                maxLength: 300,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Outage_Reason_HttpStatus",
                table: "Channels",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "Outage_Reason_NextTryAt",
                table: "Channels",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Outage_Reason_OtherChannel",
                table: "Channels",
                type: "TEXT",
                maxLength: 240,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Outage_Reason_SeenNumber",
                table: "Channels",
                type: "TEXT",
                maxLength: 16,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "Outage_Reason_Until",
                table: "Channels",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Outage_Reason_Who",
                table: "Channels",
                type: "TEXT",
                maxLength: 256,
                nullable: true);

            migrationBuilder.Sql(LostOutages.ReadBack);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Alarm",
                table: "Users");

            migrationBuilder.DropColumn(
                name: "BoardOrder",
                table: "Users");

            migrationBuilder.DropColumn(
                name: "LastAttempt_At",
                table: "Channels");

            migrationBuilder.DropColumn(
                name: "LastAttempt_Reason_Attempt",
                table: "Channels");

            migrationBuilder.DropColumn(
                name: "LastAttempt_Reason_Cause",
                table: "Channels");

            migrationBuilder.DropColumn(
                name: "LastAttempt_Reason_Code",
                table: "Channels");

            migrationBuilder.DropColumn(
                name: "LastAttempt_Reason_Detail",
                table: "Channels");

            migrationBuilder.DropColumn(
                name: "LastAttempt_Reason_HttpStatus",
                table: "Channels");

            migrationBuilder.DropColumn(
                name: "LastAttempt_Reason_NextTryAt",
                table: "Channels");

            migrationBuilder.DropColumn(
                name: "LastAttempt_Reason_OtherChannel",
                table: "Channels");

            migrationBuilder.DropColumn(
                name: "LastAttempt_Reason_SeenNumber",
                table: "Channels");

            migrationBuilder.DropColumn(
                name: "LastAttempt_Reason_Until",
                table: "Channels");

            migrationBuilder.DropColumn(
                name: "LastAttempt_Reason_Who",
                table: "Channels");

            migrationBuilder.DropColumn(
                name: "Outage_At",
                table: "Channels");

            migrationBuilder.DropColumn(
                name: "Outage_Reason_Attempt",
                table: "Channels");

            migrationBuilder.DropColumn(
                name: "Outage_Reason_Cause",
                table: "Channels");

            migrationBuilder.DropColumn(
                name: "Outage_Reason_Code",
                table: "Channels");

            migrationBuilder.DropColumn(
                name: "Outage_Reason_Detail",
                table: "Channels");

            migrationBuilder.DropColumn(
                name: "Outage_Reason_HttpStatus",
                table: "Channels");

            migrationBuilder.DropColumn(
                name: "Outage_Reason_NextTryAt",
                table: "Channels");

            migrationBuilder.DropColumn(
                name: "Outage_Reason_OtherChannel",
                table: "Channels");

            migrationBuilder.DropColumn(
                name: "Outage_Reason_SeenNumber",
                table: "Channels");

            migrationBuilder.DropColumn(
                name: "Outage_Reason_Until",
                table: "Channels");

            migrationBuilder.DropColumn(
                name: "Outage_Reason_Who",
                table: "Channels");
        }
    }
}
