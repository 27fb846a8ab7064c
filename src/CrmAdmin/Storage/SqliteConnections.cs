using System.Data.Common;
using System.Runtime.CompilerServices;
using CrmAdmin.Http;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using SQLitePCL;

namespace CrmAdmin.Storage;

/// <summary>
/// Sets up each physical SQLite connection once. Automatic checkpoints are off on all of them: a checkpoint
/// outside the write gate is what makes the WAL-reset race of SQLite before 3.51.3 possible.
/// </summary>
public sealed class SqliteConnections : DbConnectionInterceptor
{
    private const string Setup =
        "PRAGMA wal_autocheckpoint=0; PRAGMA synchronous=FULL; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-16384; PRAGMA mmap_size=2147483648;";

    private readonly ConditionalWeakTable<sqlite3, object> prepared = [];

    /// <summary>
    /// A connection is used by one thread at a time. SQLite is told so before it opens the first one; it would take a lock for
    /// every cell that is read, a fifth of an export. Where something else has opened one already, it stays as it was.
    /// </summary>
    static SqliteConnections()
    {
        Batteries_V2.Init();
        raw.sqlite3_config(raw.SQLITE_CONFIG_MULTITHREAD);
    }

    /// <summary>Adds what every connection of this program needs to a connection string.</summary>
    public static string Complete(string connectionString) => new SqliteConnectionStringBuilder(connectionString)
    {
        Pooling = true,
        DefaultTimeout = (int)Limits.WriteWait.TotalSeconds,
    }.ToString();

    /// <summary>Has a connection wait no longer than this for a lock of another process: whole seconds, one at least. Others are left alone.</summary>
    public static void LimitWait(DbConnection connection, TimeSpan wait)
    {
        if (connection is SqliteConnection sqlite)
        {
            sqlite.DefaultTimeout = Math.Max(1, (int)wait.TotalSeconds);
        }
    }

    /// <inheritdoc/>
    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Prepare((SqliteConnection)connection);

    /// <inheritdoc/>
    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Prepare((SqliteConnection)connection);
        return Task.CompletedTask;
    }

    private void Prepare(SqliteConnection connection)
    {
        var handle = connection.Handle!;
        if (prepared.TryGetValue(handle, out _))
        {
            return;
        }

        using var command = connection.CreateCommand();
        command.CommandText = Setup;
        command.ExecuteNonQuery();
        prepared.AddOrUpdate(handle, handle);
    }
}
