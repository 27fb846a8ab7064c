using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SQLitePCL;

namespace CrmAdmin.Storage;

/// <summary>
/// The state of the database that a read transaction of SQLite sees, for other connections to see the same, whatever has been
/// written since. Where the write-ahead log is empty there is none to pass on; the file alone is the state then.
/// </summary>
internal sealed class SqliteState : IDisposable
{
    private const string Schema = "main";
    private readonly sqlite3_snapshot? snapshot;

    /// <summary>The state that a context sees in its transaction, whose first read this is.</summary>
    public SqliteState(CrmDb reading)
    {
        var isLogged = raw.sqlite3_snapshot_get(Handle(reading), Schema, out var seen) == raw.SQLITE_OK;
        snapshot = isLogged ? seen : null;
    }

    /// <summary>Has another context begin a read transaction; null, and none begun, where it does not come to see the same.</summary>
    public async Task<IAsyncDisposable?> JoinAsync(CrmDb other, CancellationToken ct)
    {
        await other.Database.OpenConnectionAsync(ct);

        // A connection that has not read anything yet does not know that there is a log.
        await other.Database.ExecuteSqlRawAsync("PRAGMA application_id", ct);
        var reading = await Snapshot.BeginAsync(other, ct);
        if (SeesTheSame(Handle(other)))
        {
            return reading;
        }

        await reading.DisposeAsync();
        return null;
    }

    /// <inheritdoc/>
    public void Dispose() => snapshot?.Dispose();

    private static sqlite3 Handle(CrmDb db) => ((SqliteConnection)db.Database.GetDbConnection()).Handle!;

    private bool SeesTheSame(sqlite3 other) => snapshot is not null
        ? raw.sqlite3_snapshot_open(other, Schema, snapshot) == raw.SQLITE_OK
        : raw.sqlite3_snapshot_get(other, Schema, out _) == raw.SQLITE_ERROR;
}
