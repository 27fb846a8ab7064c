using System.Data.Common;
using CrmAdmin.Demo;

namespace CrmAdmin.Bench.Plain;

/// <summary>The limit that the program is measured against: one table with indexes made by hand, spoken to in plain SQL.</summary>
internal abstract class PlainTable(DbConnection connection) : IDisposable
{
    /// <summary>Serves every search but those for a part of a text.</summary>
    protected static readonly string[] Indexes =
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

    /// <summary>What everything is sorted by where nothing else is said.</summary>
    protected static readonly string Everything = $"select id,{string.Join(',', Row.Columns)} from contact order by dateCreated desc, id desc";

    /// <summary>Opens the engine's table for a run; it is made where it is not there.</summary>
    public static PlainTable Open(Data data) => data.PlainServer is { } server ? new PostgresPlain(server) : new SqlitePlain(data.Plain);

    /// <summary>The engine's name.</summary>
    public abstract string Engine { get; }

    /// <summary>Name, version and settings that figures depend on.</summary>
    public abstract string Version { get; }

    /// <summary>Makes the table, fills it, indexes it.</summary>
    public abstract void Make(IEnumerable<DemoContact> contacts);

    /// <summary>Adds rows in one transaction.</summary>
    public abstract void Insert(IEnumerable<DemoContact> contacts);

    /// <summary>Writes everything into a CSV file with the engine's own tool; throws Win32Exception where that is not installed.</summary>
    public abstract void Dump(string file);

    /// <summary>Whether a form of a condition means anything to the engine.</summary>
    public virtual bool Knows(string where) => !where.Contains(" ~ ", StringComparison.Ordinal);

    /// <summary>What can stand behind FROM for the table: itself, and where the engine lets itself be told, each way to read it.</summary>
    public virtual IReadOnlyList<string> Sources => ["contact"];

    /// <summary>Every row of a statement; null where it cannot be run in this way or takes longer than allowed.</summary>
    public virtual List<object[]>? Try(string sql, TimeSpan most)
    {
        using var command = Command(sql);
        return Rows(command);
    }

    /// <summary>A statement that is run many times.</summary>
    public virtual DbCommand Command(string sql)
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
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Every row of a statement, all its columns.</summary>
    public static List<object[]> Rows(DbCommand command)
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
    public void Dispose()
    {
        connection.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Runs a tool to its end.</summary>
    protected static void RunTool(System.Diagnostics.ProcessStartInfo start)
    {
        using var process = System.Diagnostics.Process.Start(start)!;
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{start.FileName} ended with {process.ExitCode}.");
        }
    }
}
