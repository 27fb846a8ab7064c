using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CrmAdmin.Storage.Migrations.Sqlite
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
                    Number = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    ActivityId = table.Column<string>(type: "TEXT", nullable: false),
                    RecordId = table.Column<string>(type: "TEXT", nullable: false),
                    EntityNumber = table.Column<int>(type: "INTEGER", nullable: false),
                    Type = table.Column<string>(type: "TEXT", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    Source = table.Column<string>(type: "TEXT", nullable: true),
                    Payload = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_activities", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "event_summaries",
                columns: table => new
                {
                    RecordId = table.Column<string>(type: "TEXT", nullable: false),
                    Type = table.Column<string>(type: "TEXT", nullable: false),
                    Count = table.Column<long>(type: "INTEGER", nullable: false),
                    FirstAt = table.Column<long>(type: "INTEGER", nullable: false),
                    LastAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_event_summaries", x => new { x.RecordId, x.Type });
                });

            migrationBuilder.CreateTable(
                name: "relation_types",
                columns: table => new
                {
                    RelationTypeId = table.Column<string>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    ReverseName = table.Column<string>(type: "TEXT", nullable: true),
                    FromEntityId = table.Column<string>(type: "TEXT", nullable: false),
                    ToEntityId = table.Column<string>(type: "TEXT", nullable: false),
                    DateCreated = table.Column<long>(type: "INTEGER", nullable: false),
                    DateUpdated = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_relation_types", x => x.RelationTypeId);
                });

            migrationBuilder.CreateTable(
                name: "segments",
                columns: table => new
                {
                    SegmentId = table.Column<string>(type: "TEXT", nullable: false),
                    EntityId = table.Column<string>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    Description = table.Column<string>(type: "TEXT", nullable: true),
                    Color = table.Column<string>(type: "TEXT", nullable: true),
                    Conditions = table.Column<string>(type: "TEXT", nullable: false),
                    OwnerId = table.Column<string>(type: "TEXT", nullable: false),
                    DateCreated = table.Column<long>(type: "INTEGER", nullable: false),
                    DateUpdated = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_segments", x => x.SegmentId);
                });

            migrationBuilder.CreateTable(
                name: "relations",
                columns: table => new
                {
                    RelationId = table.Column<string>(type: "TEXT", nullable: false),
                    RelationTypeId = table.Column<string>(type: "TEXT", nullable: false),
                    FromRecordId = table.Column<string>(type: "TEXT", nullable: false),
                    ToRecordId = table.Column<string>(type: "TEXT", nullable: false),
                    DateCreated = table.Column<long>(type: "INTEGER", nullable: false)
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
