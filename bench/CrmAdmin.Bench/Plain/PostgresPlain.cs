using System.Globalization;
using CrmAdmin.Demo;
using Npgsql;
using NpgsqlTypes;

namespace CrmAdmin.Bench.Plain;

/// <summary>The plain table in a database of its own on the PostgreSQL server that the program uses too.</summary>
internal sealed class PostgresPlain : PlainTable
{
    private static readonly string[] Settings = ["shared_buffers", "fsync", "synchronous_commit"];
    private readonly NpgsqlConnectionStringBuilder server;
    private readonly NpgsqlConnection connection;

    /// <summary>Connects to a database.</summary>
    public PostgresPlain(NpgsqlConnectionStringBuilder server)
        : this(server, new NpgsqlConnection(server.ToString()))
    {
    }

    private PostgresPlain(NpgsqlConnectionStringBuilder server, NpgsqlConnection connection)
        : base(connection)
    {
        (this.server, this.connection) = (server, connection);
        connection.Open();
    }

    /// <inheritdoc/>
    public override string Engine => "PostgreSQL";

    /// <inheritdoc/>
    public override string Version => $"PostgreSQL {connection.PostgreSqlVersion}, {string.Join(", ", Settings.Select(name => $"{name} {Scalar<string>("show " + name)}"))}";

    /// <inheritdoc/>
    public override void Make(IEnumerable<DemoContact> contacts)
    {
        // The same conditions are asked for as in SQLite, so its instr is given a body that the planner looks into.
        Run("""
            create function instr(text, text) returns boolean language sql immutable parallel safe return strpos($1, $2) > 0;
            create table contact(id bigint primary key, name text collate "C" not null, email text collate "C", phone text collate "C", grade text collate "C",
             city text collate "C", age bigint, totalSpent double precision, lastOrderAt text collate "C", birthday text collate "C", marketingOptIn bigint,
             interests text collate "C", memo text collate "C", tags text collate "C", dateCreated text collate "C" not null, deletedAt text collate "C");
            create table contact_interest(value text collate "C", dateCreated text collate "C", id bigint);
            create unique index ci_value on contact_interest(value, dateCreated desc, id desc)
            """);
        Insert(contacts);
        Array.ForEach(Indexes, Run);
        Run("vacuum analyze contact");
        Run("vacuum analyze contact_interest");
    }

    /// <inheritdoc/>
    public override void Insert(IEnumerable<DemoContact> contacts)
    {
        using var transaction = connection.BeginTransaction();
        var last = Scalar<long>("select coalesce(max(id), 0) from contact");
        var id = last;
        using (var copy = connection.BeginBinaryImport($"copy contact(id,{string.Join(',', Row.Columns)}) from stdin (format binary)"))
        {
            foreach (var contact in contacts)
            {
                copy.StartRow();
                copy.Write(++id, NpgsqlDbType.Bigint);
                Array.ForEach(Row.Of(contact), value => Write(copy, value));
            }

            copy.Complete();
        }

        Run($"insert into contact_interest select unnest(string_to_array(interests, ';')), dateCreated, id from contact where id > {last} and interests is not null");
        transaction.Commit();
    }

    /// <inheritdoc/>
    public override void Dump(string file)
    {
        var start = new System.Diagnostics.ProcessStartInfo("psql", ["-q", "-v", "ON_ERROR_STOP=1", "-c", $@"\copy ({Everything}) to '{file}' csv header"]);
        start.Environment["PGHOST"] = server.Host;
        start.Environment["PGPORT"] = server.Port.ToString(CultureInfo.InvariantCulture);
        start.Environment["PGDATABASE"] = server.Database;
        start.Environment["PGUSER"] = server.Username;
        start.Environment["PGPASSWORD"] = server.Password;
        RunTool(start);
    }

    /// <summary>The plus that keeps SQLite off an index is no operator of texts here; the planner has statistics instead.</summary>
    public override bool Knows(string where) => !where.Contains('+', StringComparison.Ordinal) && !where.Contains(" glob ", StringComparison.Ordinal);

    /// <inheritdoc/>
    public override System.Data.Common.DbCommand Command(string sql)
    {
        var command = base.Command(sql);
        command.Prepare();
        return command;
    }

    private static void Write(NpgsqlBinaryImporter copy, object? value)
    {
        switch (value)
        {
            case null:
                copy.WriteNull();
                break;
            case bool yes:
                copy.Write(yes ? 1L : 0L, NpgsqlDbType.Bigint);
                break;
            case long whole:
                copy.Write(whole, NpgsqlDbType.Bigint);
                break;
            case string text:
                copy.Write(text, NpgsqlDbType.Text);
                break;
            default:
                copy.Write(Convert.ToDouble(value, CultureInfo.InvariantCulture), NpgsqlDbType.Double);
                break;
        }
    }
}
