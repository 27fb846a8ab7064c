using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CrmAdmin.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class HiddenProperties : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "IsHidden",
                table: "properties",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "IsHidden",
                table: "properties");
        }
    }
}
