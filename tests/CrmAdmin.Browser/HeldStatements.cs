using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using SQLitePCL;

namespace CrmAdmin.Browser;

/// <summary>Statements of one program's SQLite file that do not begin until they are let go, as if they took very long.</summary>
internal sealed class HeldStatements : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    /// <summary>How the count of all records of an entity begins.</summary>
    public const string CountOfAll = "SELECT ((SELECT count(*)";

    private readonly string folder;
    private readonly string beginning;
    private readonly ManualResetEventSlim open = new();
    private readonly List<IDisposable> listening = [];
    private int waiting;

    /// <summary>Holds what begins like this.</summary>
    /// <param name="folder">The program's data folder.</param>
    /// <param name="beginning">How the statements begin.</param>
    public HeldStatements(string folder, string beginning)
    {
        (this.folder, this.beginning) = (folder, beginning);
        listening.Add(DiagnosticListener.AllListeners.Subscribe(this));
    }

    /// <summary>How many are being held.</summary>
    public int Waiting => Volatile.Read(ref waiting);

    /// <summary>Lets them go, and all that follow.</summary>
    public void Release() => open.Set();

    public void Dispose()
    {
        Release();
        listening.ForEach(each => each.Dispose());
    }

    void IObserver<DiagnosticListener>.OnNext(DiagnosticListener value)
    {
        if (value.Name == DbLoggerCategory.Name)
        {
            listening.Add(value.Subscribe(this));
        }
    }

    // SQLite tells of a statement as it begins, and goes on with it when it was heard.
    void IObserver<KeyValuePair<string, object?>>.OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Value is ConnectionEndEventData { Connection: SqliteConnection { Handle: { } handle } connection }
            && connection.DataSource.StartsWith(folder, StringComparison.Ordinal))
        {
            raw.sqlite3_trace(handle, (_, sql) => Hear(sql), null);
        }
    }

    void IObserver<DiagnosticListener>.OnCompleted()
    {
        // Listeners outlive tests.
    }

    void IObserver<DiagnosticListener>.OnError(Exception error)
    {
        // They have none.
    }

    void IObserver<KeyValuePair<string, object?>>.OnCompleted()
    {
        // Listeners outlive tests.
    }

    void IObserver<KeyValuePair<string, object?>>.OnError(Exception error)
    {
        // They have none.
    }

    private void Hear(string sql)
    {
        if (!sql.StartsWith(beginning, StringComparison.Ordinal))
        {
            return;
        }

        Interlocked.Increment(ref waiting);
        open.Wait();
        Interlocked.Decrement(ref waiting);
    }
}
