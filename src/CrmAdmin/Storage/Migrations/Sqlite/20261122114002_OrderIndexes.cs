using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CrmAdmin.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class OrderIndexes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "OrderUsed",
                table: "properties",
                type: "INTEGER",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "OrderUsed",
                table: "properties");
        }
    }
}
