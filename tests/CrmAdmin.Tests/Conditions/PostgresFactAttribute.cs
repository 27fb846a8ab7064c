namespace CrmAdmin.Tests.Conditions;

/// <summary>A test that needs PostgreSQL; shown as skipped where CONDITION_POSTGRES does not say where one is.</summary>
public sealed class PostgresFactAttribute : FactAttribute
{
    public PostgresFactAttribute() => Skip = ConnectionString is null ? "CONDITION_POSTGRES is not set" : null;

    /// <summary>Where PostgreSQL is.</summary>
    public static string? ConnectionString { get; } = Environment.GetEnvironmentVariable("CONDITION_POSTGRES");
}
