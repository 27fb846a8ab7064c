using CrmAdmin.Exports.Writing;
using CrmAdmin.Jobs;
using CrmAdmin.Records;
using CrmAdmin.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CrmAdmin.Exports;

/// <summary>One snapshot of the database for as long as a file is being made, whatever that takes.</summary>
internal sealed class ExportSnapshot(IDbContextFactory<CrmDb> contexts, RightOfWay way)
{
    /// <summary>Runs reads that see one moment.</summary>
    /// <param name="read">The reads.</param>
    /// <param name="ct">Stops even a query that has not given its first row.</param>
    public async Task<T> ReadAsync<T>(Func<CrmDb, Task<T>> read, CancellationToken ct)
    {
        await using var db = await OpenAsync(ct);
        await using var snapshot = await Snapshot.BeginAsync(db, ct);
        return await SqliteInterrupt.RunAsync(db.Database.GetDbConnection(), () => read(db), ct);
    }

    /// <summary>The number that a count gives, however long it takes.</summary>
    public static async Task<long> CountAsync(CrmDb db, SqlText sql, CancellationToken ct)
    {
        await using var command = await RecordTable.CommandAsync(db, sql, ct);
        command.CommandTimeout = 0;
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }

    /// <summary>Hands the rows of a query on, however long they take.</summary>
    public async Task<T> RowsAsync<T>(CrmDb db, SqlText sql, Func<ExportRows, Task<T>> use, CancellationToken ct)
    {
        await using var command = await RecordTable.CommandAsync(db, sql, ct);
        command.CommandTimeout = 0;
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await use(StoredRows.Of(reader, way));
    }

    /// <summary>
    /// On SQLite a connection of its own: pages of a mapped file would count as this program's memory, and a sort that
    /// no index serves must go to the disk.
    /// </summary>
    private async Task<CrmDb> OpenAsync(CancellationToken ct)
    {
        var db = await contexts.CreateDbContextAsync(ct);
        if (db is SqliteCrmDb)
        {
            db.Database.SetConnectionString(new SqliteConnectionStringBuilder(db.Database.GetConnectionString()) { Pooling = false }.ToString());
            await db.Database.OpenConnectionAsync(ct);
            await db.Database.ExecuteSqlRawAsync("PRAGMA mmap_size=0; PRAGMA temp_store=FILE;", ct);
        }

        return db;
    }
}
