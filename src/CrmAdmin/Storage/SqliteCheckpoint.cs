using CrmAdmin.Http;
using Microsoft.Data.Sqlite;

namespace CrmAdmin.Storage;

/// <summary>
/// Moves the WAL into the database file when it has grown by <see cref="Limits.WalPages"/> pages. Called under the write
/// gate only, and holds one connection open so that closing the last one never checkpoints by itself.
/// </summary>
public sealed partial class SqliteCheckpoint : IDisposable
{
    private const int PageSize = 4096;
    private readonly ILogger log;
    private readonly SqliteConnection? connection;
    private readonly FileInfo? wal;
    private long threshold = Limits.WalPages * PageSize;

    /// <summary>Opens the connection that checkpoints; nothing on PostgreSQL.</summary>
    public SqliteCheckpoint(DatabaseOptions options, ILogger<SqliteCheckpoint> log)
    {
        this.log = log;
        if (options.Provider != DatabaseProvider.Sqlite)
        {
            return;
        }

        Directory.CreateDirectory(options.StoragePath);
        connection = new SqliteConnection(SqliteConnections.Complete(options.ConnectionString));
        connection.Open();
        Execute("PRAGMA journal_mode=WAL; PRAGMA wal_autocheckpoint=0; PRAGMA synchronous=FULL;");
        wal = new FileInfo(connection.DataSource + "-wal");
    }

    /// <summary>Checkpoints when the WAL is due. The caller holds the write gate. What was committed stays so: a fault here is only logged.</summary>
    public void AfterCommit()
    {
        wal!.Refresh();
        if (!wal.Exists || wal.Length < threshold)
        {
            return;
        }

        try
        {
            Execute("PRAGMA wal_checkpoint(TRUNCATE);");
        }
        catch (SqliteException fault)
        {
            LogFault(fault);
        }

        wal.Refresh();

        // A reader with an old snapshot, or a full disk, keeps the file from being emptied: try again only after it has grown as much again.
        threshold = wal.Length + (Limits.WalPages * PageSize);
    }

    /// <inheritdoc/>
    public void Dispose() => connection?.Dispose();

    private void Execute(string sql)
    {
        using var command = connection!.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The write-ahead log could not be moved into the database file; it is tried again when it has grown")]
    private partial void LogFault(Exception fault);
}
