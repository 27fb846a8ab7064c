using CrmAdmin.Demo;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CrmAdmin.Bench.Plain;

/// <summary>The plain table in a SQLite file, in this process.</summary>
internal sealed class SqlitePlain : PlainTable
{
    private readonly string path;
    private readonly SqliteConnection connection;

    /// <summary>Opens a file; it is made where it is not there.</summary>
    public SqlitePlain(string path)
        : this(path, new SqliteConnection($"Data Source={path};Pooling=false"))
    {
    }

    private SqlitePlain(string path, SqliteConnection connection)
        : base(connection)
    {
        (this.path, this.connection) = (path, connection);
        connection.Open();
        Run("pragma journal_mode=wal; pragma synchronous=full; pragma wal_autocheckpoint=16000; pragma mmap_size=4000000000; pragma cache_size=-262144");
    }

    /// <inheritdoc/>
    public override string Engine => "SQLite";

    /// <inheritdoc/>
    public override string Version => "SQLite " + connection.ServerVersion;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Sources { get; } =
        ["contact", "contact not indexed", .. Indexes.Where(sql => sql.Contains("on contact(", StringComparison.Ordinal)).Select(sql => "contact indexed by " + sql.Split(' ')[2])];

    /// <inheritdoc/>
    public override List<object[]>? Try(string sql, TimeSpan most)
    {
        using var stop = new Timer(_ => raw.sqlite3_interrupt(connection.Handle), null, most, Timeout.InfiniteTimeSpan);
        try
        {
            return base.Try(sql, most);
        }
        catch (SqliteException refused) when (refused.SqliteErrorCode is raw.SQLITE_INTERRUPT or raw.SQLITE_ERROR)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public override void Make(IEnumerable<DemoContact> contacts)
    {
        Run("""
            create table contact(id integer primary key, name text not null, email text, phone text, grade text, city text, age int,
             totalSpent real, lastOrderAt text, birthday text, marketingOptIn int, interests text, memo text, tags text,
             dateCreated text not null, deletedAt text);
            create table contact_interest(value text, dateCreated text, id integer, primary key(value, dateCreated desc, id desc)) without rowid
            """);
        Insert(contacts);
        Array.ForEach(Indexes, Run);
        Run("analyze; pragma wal_checkpoint(truncate)");
    }

    /// <inheritdoc/>
    public override void Insert(IEnumerable<DemoContact> contacts)
    {
        using var transaction = connection.BeginTransaction();
        using var row = (SqliteCommand)Command($"insert into contact({string.Join(',', Row.Columns)}) values({string.Join(',', Row.Columns.Select(c => "@" + c))}) returning id");
        using var interest = (SqliteCommand)Command("insert into contact_interest values(@value, @created, @id)");
        var cells = Row.Columns.Select(c => row.Parameters.Add("@" + c, SqliteType.Text)).ToArray();
        var (value, created, id) = (
            interest.Parameters.Add("@value", SqliteType.Text), interest.Parameters.Add("@created", SqliteType.Text), interest.Parameters.Add("@id", SqliteType.Integer));
        foreach (var contact in contacts)
        {
            var values = Row.Of(contact);
            for (var i = 0; i < cells.Length; i++)
            {
                cells[i].ResetSqliteType();
                cells[i].Value = values[i] is bool yes ? (yes ? 1L : 0L) : values[i] ?? DBNull.Value;
            }

            (id.Value, created.Value) = (row.ExecuteScalar(), values[^1]);
            foreach (var one in contact.Interests ?? [])
            {
                value.Value = one;
                interest.ExecuteNonQuery();
            }
        }

        transaction.Commit();
    }

    /// <inheritdoc/>
    public override void Dump(string file) => RunTool(new("sqlite3", ["-csv", "-header", path, ".output " + file, Everything]));
}
