namespace CrmAdmin.Tests.Storage;

/// <summary>A test that needs the programs under test to have PostgreSQL; shown as skipped where CRM_TEST_POSTGRES names no server.</summary>
public sealed class PostgresServerFactAttribute : FactAttribute
{
    public PostgresServerFactAttribute() => Skip = TestDatabase.Server is null ? "Needs PostgreSQL: CRM_TEST_POSTGRES is not set." : null;
}
