using System.Buffers;
using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SQLitePCL;

namespace CrmAdmin.Storage;

/// <summary>
/// A statement that is run many times within one write, its values bound straight into SQLite. ADO.NET looks each parameter
/// up by name and makes a copy of each text: with thirty columns that was a third of an insert.
/// </summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly sqlite3 database;
    private readonly sqlite3_stmt statement;
    private byte[] utf8 = ArrayPool<byte>.Shared.Rent(4096);

    /// <summary>Prepares it on the context's open connection, and so in its transaction.</summary>
    public SqliteStatement(CrmDb db, string sql)
    {
        database = ((SqliteConnection)db.Database.GetDbConnection()).Handle!;
        Check(raw.sqlite3_prepare_v2(database, sql, out statement));
    }

    /// <summary>Runs it with values for its parameters in their order: string, long, double or null.</summary>
    public void Run(params ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            Check(Bind(i + 1, values[i]));
        }

        var result = raw.sqlite3_step(statement);
        raw.sqlite3_reset(statement);
        Check(result == raw.SQLITE_DONE ? raw.SQLITE_OK : result);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        statement.Dispose();
        ArrayPool<byte>.Shared.Return(utf8);
    }

    private int Bind(int at, object? value) => value switch
    {
        null => raw.sqlite3_bind_null(statement, at),
        string text => BindText(at, text),
        long whole => raw.sqlite3_bind_int64(statement, at, whole),
        double number => raw.sqlite3_bind_double(statement, at, number),
        _ => throw new ArgumentException($"{value.GetType()} is not stored.", nameof(value)),
    };

    private int BindText(int at, string text)
    {
        if (text.Length == 0)
        {
            // An empty span has no address, which SQLite takes for NULL.
            return raw.sqlite3_bind_text(statement, at, text);
        }

        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (most > utf8.Length)
        {
            ArrayPool<byte>.Shared.Return(utf8);
            utf8 = ArrayPool<byte>.Shared.Rent(most);
        }

        return raw.sqlite3_bind_text(statement, at, utf8.AsSpan(0, Encoding.UTF8.GetBytes(text, utf8)));
    }

    private void Check(int result) => SqliteException.ThrowExceptionForRC(result, database);
}
