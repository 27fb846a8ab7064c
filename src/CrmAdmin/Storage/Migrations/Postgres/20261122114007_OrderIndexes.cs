using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CrmAdmin.Storage.Migrations.Postgres
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
                type: "bigint",
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
