using CrmAdmin.Demo;
using Microsoft.Data.Sqlite;

namespace CrmAdmin.Bench.Plain;

/// <summary>The limit that the program is measured against: one table made by hand in a SQLite file, in this process.</summary>
internal sealed class PlainTable : IDisposable
{
    private static readonly string[] Indexes =
    [
        "create index c_created on contact(dateCreated desc, id desc)",
        "create index c_email on contact(email, dateCreated desc, id desc)",
        "create index c_grade on contact(grade, dateCreated desc, id desc)",
        "create index c_city on contact(city, dateCreated desc, id desc)",
        "create index c_spent on contact(totalSpent)",
        "create index c_age on contact(age)",
        "create index c_name on contact(name)",
        "create index ci_id on contact_interest(id)",
    ];

    private readonly SqliteConnection connection;

    /// <summary>Opens a file; it is made where it is not there.</summary>
    public PlainTable(string path)
    {
        connection = new SqliteConnection($"Data Source={path};Pooling=false");
        connection.Open();
        Run("pragma journal_mode=wal; pragma synchronous=full; pragma wal_autocheckpoint=16000; pragma mmap_size=4000000000; pragma cache_size=-262144");
    }

    /// <summary>Version of the SQLite library.</summary>
    public string Version => connection.ServerVersion;

    /// <summary>Makes the table, fills it, indexes it.</summary>
    public void Make(IEnumerable<DemoContact> contacts)
    {
        Run("""
            create table contact(id integer primary key, name text not null, email text, phone text, grade text, city text, age int,
             totalSpent real, lastOrderAt text, birthday text, marketingOptIn int, interests text, memo text, tags text,
             dateCreated text not null, deletedAt text);
            create table contact_interest(value text, dateCreated text, id integer, primary key(value, dateCreated desc, id desc)) without rowid
            """);
        Insert(contacts);
        foreach (var index in Indexes)
        {
            Run(index);
        }

        Run("analyze; pragma wal_checkpoint(truncate)");
    }

    /// <summary>Adds rows in one transaction.</summary>
    public void Insert(IEnumerable<DemoContact> contacts)
    {
        using var transaction = connection.BeginTransaction();
        using var row = Command($"insert into contact({string.Join(',', Row.Columns)}) values({string.Join(',', Row.Columns.Select(c => "@" + c))}) returning id");
        using var interest = Command("insert into contact_interest values(@value, @created, @id)");
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

    /// <summary>A statement that is run many times.</summary>
    public SqliteCommand Command(string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }

    /// <summary>The one value of a statement.</summary>
    public T Scalar<T>(string sql)
    {
        using var command = Command(sql);
        return (T)command.ExecuteScalar()!;
    }

    /// <summary>Runs statements.</summary>
    public void Run(string sql)
    {
        using var command = Command(sql);
        command.ExecuteNonQuery();
    }

    /// <summary>Every row of a statement, all its columns.</summary>
    public static List<object[]> Rows(SqliteCommand command)
    {
        using var reader = command.ExecuteReader();
        var rows = new List<object[]>();
        while (reader.Read())
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add(row);
        }

        return rows;
    }

    /// <inheritdoc/>
    public void Dispose() => connection.Dispose();
}
