using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CrmAdmin.Storage;

/// <summary>Brings the database up to this version's schema before the server listens.</summary>
public sealed partial class DatabaseSetup(
    IDbContextFactory<CrmDb> contexts, WriteGate gate, DatabaseOptions options, StorageLock folder, ILogger<DatabaseSetup> log)
{
    /// <summary>The first SQLite without the WAL-reset race, with which the write gate would no longer be needed for safety.</summary>
    public static readonly Version RaceFree = new(3, 51, 3);

    /// <summary>Applies the migrations that are missing.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        await folder.TakeAsync(ct);
        using var entry = await gate.EnterAsync(ct);
        await using var db = await contexts.CreateDbContextAsync(ct);
        await db.Database.MigrateAsync(ct);
        if (options.Provider == DatabaseProvider.Sqlite)
        {
            await db.Database.OpenConnectionAsync(ct);
            var (version, mode, automatic) = await PragmasAsync((SqliteConnection)db.Database.GetDbConnection(), ct);
            LogSqlite(version, mode, automatic);
        }
    }

    /// <summary>What decides whether the WAL is safe: library version, journal mode, pages between automatic checkpoints.</summary>
    public static async Task<(string Version, string Mode, long AutoCheckpoint)> PragmasAsync(SqliteConnection connection, CancellationToken ct) => (
        connection.ServerVersion,
        (string)(await ScalarAsync(connection, "PRAGMA journal_mode", ct))!,
        (long)(await ScalarAsync(connection, "PRAGMA wal_autocheckpoint", ct))!);

    private static async Task<object?> ScalarAsync(SqliteConnection connection, string sql, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync(ct);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "SQLite {Version}, journal mode {Mode}, automatic checkpoint {Automatic} (0: only under the write gate)")]
    private partial void LogSqlite(string version, string mode, long automatic);
}
