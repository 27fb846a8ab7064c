using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CrmAdmin.Storage.Migrations.Sqlite
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
                    FileId = table.Column<string>(type: "TEXT", nullable: false),
                    RecordId = table.Column<string>(type: "TEXT", nullable: false),
                    PropertyNumber = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_file_uses", x => new { x.FileId, x.RecordId, x.PropertyNumber });
                });

            migrationBuilder.CreateTable(
                name: "files",
                columns: table => new
                {
                    FileId = table.Column<string>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    MimeType = table.Column<string>(type: "TEXT", nullable: false),
                    Size = table.Column<long>(type: "INTEGER", nullable: false),
                    State = table.Column<int>(type: "INTEGER", nullable: false),
                    UnheldSince = table.Column<long>(type: "INTEGER", nullable: true)
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
