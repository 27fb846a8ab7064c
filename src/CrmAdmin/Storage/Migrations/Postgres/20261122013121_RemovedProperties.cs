using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CrmAdmin.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class RemovedProperties : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "IsEmptied",
                table: "properties",
                type: "boolean",
                nullable: false,
                defaultValue: false);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "IsEmptied",
                table: "properties");
        }
    }
}
