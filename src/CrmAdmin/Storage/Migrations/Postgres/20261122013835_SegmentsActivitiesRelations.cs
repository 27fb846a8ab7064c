using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace CrmAdmin.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class SegmentsActivitiesRelations : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "activities",
                columns: table => new
                {
                    Number = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    ActivityId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    RecordId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    EntityNumber = table.Column<int>(type: "integer", nullable: false),
                    Type = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    Source = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Payload = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_activities", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "event_summaries",
                columns: table => new
                {
                    RecordId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Type = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Count = table.Column<long>(type: "bigint", nullable: false),
                    FirstAt = table.Column<long>(type: "bigint", nullable: false),
                    LastAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_event_summaries", x => new { x.RecordId, x.Type });
                });

            migrationBuilder.CreateTable(
                name: "relation_types",
                columns: table => new
                {
                    RelationTypeId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ReverseName = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    FromEntityId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ToEntityId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    DateCreated = table.Column<long>(type: "bigint", nullable: false),
                    DateUpdated = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_relation_types", x => x.RelationTypeId);
                });

            migrationBuilder.CreateTable(
                name: "segments",
                columns: table => new
                {
                    SegmentId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    EntityId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Description = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Color = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Conditions = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    OwnerId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    DateCreated = table.Column<long>(type: "bigint", nullable: false),
                    DateUpdated = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_segments", x => x.SegmentId);
                });

            migrationBuilder.CreateTable(
                name: "relations",
                columns: table => new
                {
                    RelationId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    RelationTypeId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    FromRecordId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ToRecordId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    DateCreated = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_relations", x => x.RelationId);
                    table.ForeignKey(
                        name: "FK_relations_relation_types_RelationTypeId",
                        column: x => x.RelationTypeId,
                        principalTable: "relation_types",
                        principalColumn: "RelationTypeId",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_activities_ActivityId",
                table: "activities",
                column: "ActivityId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_activities_EntityNumber_At_ActivityId",
                table: "activities",
                columns: new[] { "EntityNumber", "At", "ActivityId" });

            migrationBuilder.CreateIndex(
                name: "IX_activities_RecordId_At_ActivityId_Type",
                table: "activities",
                columns: new[] { "RecordId", "At", "ActivityId", "Type" });

            migrationBuilder.CreateIndex(
                name: "IX_relations_FromRecordId_RelationId",
                table: "relations",
                columns: new[] { "FromRecordId", "RelationId" });

            migrationBuilder.CreateIndex(
                name: "IX_relations_RelationTypeId_FromRecordId_ToRecordId",
                table: "relations",
                columns: new[] { "RelationTypeId", "FromRecordId", "ToRecordId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_relations_ToRecordId_RelationId",
                table: "relations",
                columns: new[] { "ToRecordId", "RelationId" });

            migrationBuilder.CreateIndex(
                name: "IX_segments_EntityId_SegmentId",
                table: "segments",
                columns: new[] { "EntityId", "SegmentId" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "activities");

            migrationBuilder.DropTable(
                name: "event_summaries");

            migrationBuilder.DropTable(
                name: "relations");

            migrationBuilder.DropTable(
                name: "segments");

            migrationBuilder.DropTable(
                name: "relation_types");
        }
    }
}
