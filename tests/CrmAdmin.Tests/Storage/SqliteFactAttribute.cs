namespace CrmAdmin.Tests.Storage;

/// <summary>A test of what only SQLite needs; shown as skipped where the programs under test run on PostgreSQL.</summary>
public sealed class SqliteFactAttribute : FactAttribute
{
    public SqliteFactAttribute() => Skip = TestDatabase.Server is null ? null : "PostgreSQL needs none of this.";
}
