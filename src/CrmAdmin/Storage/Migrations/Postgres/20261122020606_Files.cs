using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CrmAdmin.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Files : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "file_uses",
                columns: table => new
                {
                    FileId = table.Column<string>(type: "text", nullable: false),
                    RecordId = table.Column<string>(type: "text", nullable: false),
                    PropertyNumber = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_file_uses", x => new { x.FileId, x.RecordId, x.PropertyNumber });
                });

            migrationBuilder.CreateTable(
                name: "files",
                columns: table => new
                {
                    FileId = table.Column<string>(type: "text", nullable: false),
                    Name = table.Column<string>(type: "text", nullable: false),
                    MimeType = table.Column<string>(type: "text", nullable: false),
                    Size = table.Column<long>(type: "bigint", nullable: false),
                    State = table.Column<int>(type: "integer", nullable: false),
                    UnheldSince = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_files", x => x.FileId);
                });

            migrationBuilder.CreateIndex(
                name: "IX_file_uses_PropertyNumber",
                table: "file_uses",
                column: "PropertyNumber");

            migrationBuilder.CreateIndex(
                name: "IX_file_uses_RecordId_PropertyNumber",
                table: "file_uses",
                columns: new[] { "RecordId", "PropertyNumber" });

            migrationBuilder.CreateIndex(
                name: "IX_files_UnheldSince",
                table: "files",
                column: "UnheldSince",
                filter: "\"UnheldSince\" IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "file_uses");

            migrationBuilder.DropTable(
                name: "files");
        }
    }
}
