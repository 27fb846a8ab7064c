using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace CrmAdmin.Storage;

/// <summary>Makes contexts for the configured engine.</summary>
public sealed class CrmDbFactory : IDbContextFactory<CrmDb>
{
    private readonly Func<CrmDb> create;

    /// <summary>A factory for one engine; options are built once.</summary>
    public CrmDbFactory(DatabaseOptions database, WriteGate gate)
    {
        if (database.Provider == DatabaseProvider.Sqlite)
        {
            var options = Sqlite(database.ConnectionString);
            create = () => new SqliteCrmDb(options, gate);
        }
        else
        {
            var options = Postgres(database.ConnectionString);
            create = () => new PostgresCrmDb(options, gate);
        }
    }

    /// <inheritdoc/>
    public CrmDb CreateDbContext() => create();

    private static DbContextOptions<SqliteCrmDb> Sqlite(string connectionString) =>
        new DbContextOptionsBuilder<SqliteCrmDb>()
            .UseSqlite(SqliteConnections.Complete(connectionString))
            .AddInterceptors(new SqliteConnections())
            .Options;

    private static DbContextOptions<PostgresCrmDb> Postgres(string connectionString) =>
        new DbContextOptionsBuilder<PostgresCrmDb>().UseNpgsql(connectionString).Options;

    /// <summary>Used by the migrations tool alone, without a database.</summary>
    internal sealed class SqliteDesign : IDesignTimeDbContextFactory<SqliteCrmDb>
    {
        public SqliteCrmDb CreateDbContext(string[] args) => new(Sqlite("Data Source=:memory:"), new WriteGate());
    }

    /// <summary>Used by the migrations tool alone, without a database.</summary>
    internal sealed class PostgresDesign : IDesignTimeDbContextFactory<PostgresCrmDb>
    {
        public PostgresCrmDb CreateDbContext(string[] args) => new(Postgres("Host=localhost"), new WriteGate());
    }
}
