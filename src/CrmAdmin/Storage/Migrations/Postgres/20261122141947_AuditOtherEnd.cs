using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CrmAdmin.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class AuditOtherEnd : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "OtherEntityId",
                table: "audit_log",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "OtherRecordId",
                table: "audit_log",
                type: "text",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_audit_log_OtherRecordId_AuditId",
                table: "audit_log",
                columns: new[] { "OtherRecordId", "AuditId" },
                filter: "\"OtherRecordId\" IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_audit_log_OtherRecordId_AuditId",
                table: "audit_log");

            migrationBuilder.DropColumn(
                name: "OtherEntityId",
                table: "audit_log");

            migrationBuilder.DropColumn(
                name: "OtherRecordId",
                table: "audit_log");
        }
    }
}
