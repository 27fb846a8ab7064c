using Npgsql;

namespace CrmAdmin.Bench.Plain;

/// <summary>The server of a run on PostgreSQL: makes, copies and drops the databases of one size.</summary>
/// <param name="connectionString">A database on it that can be connected to, as a user who may make others.</param>
/// <param name="rows">Records in the table; part of the databases' names.</param>
internal sealed class PostgresServer(string connectionString, int rows)
{
    /// <summary>How one of the databases is reached.</summary>
    /// <param name="name">Its short name: app, plain, app_made, plain_made.</param>
    public NpgsqlConnectionStringBuilder To(string name) => new(connectionString) { Database = Named(name), CommandTimeout = 0, Pooling = false };

    /// <summary>Whether it is there.</summary>
    public bool Has(string name)
    {
        using var connection = Open();
        using var command = new NpgsqlCommand($"select 1 from pg_database where datname = '{Named(name)}'", connection);
        return command.ExecuteScalar() is not null;
    }

    /// <summary>Makes it empty; what was there before is gone.</summary>
    public void Make(string name)
    {
        Drop(name);
        Execute($"create database {Named(name)}");
    }

    /// <summary>Makes it as another one is; nobody may be connected to that.</summary>
    public void Copy(string from, string to)
    {
        Drop(to);
        Execute($"create database {Named(to)} template {Named(from)} strategy file_copy");
    }

    /// <summary>Removes it where it is there.</summary>
    public void Drop(string name) => Execute($"drop database if exists {Named(name)} with (force)");

    private string Named(string name) => $"crm_bench_{rows}_{name}";

    private NpgsqlConnection Open()
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, CommandTimeout = 0 }.ToString());
        connection.Open();
        return connection;
    }

    private void Execute(string sql)
    {
        using var connection = Open();
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }
}
