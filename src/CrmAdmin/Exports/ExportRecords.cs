using CrmAdmin.Exports.Writing;
using CrmAdmin.Records;
using CrmAdmin.Search;
using CrmAdmin.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CrmAdmin.Exports;

/// <summary>Reads the records of a plan in order, out of one snapshot of the database.</summary>
internal sealed class ExportRecords(IDbContextFactory<CrmDb> contexts, Store store)
{
    /// <summary>Counts the records, then hands number and rows to <paramref name="use"/>; both are of the same moment.</summary>
    /// <param name="plan">What to read.</param>
    /// <param name="most">Most rows to read; null for all.</param>
    /// <param name="use">Reads the rows.</param>
    /// <param name="ct">Stops even a query that has not given its first row.</param>
    public async Task<T> ReadAsync<T>(ExportPlan plan, int? most, Func<long, ExportRows, Task<T>> use, CancellationToken ct)
    {
        await using var db = await OpenAsync(ct);
        await using var snapshot = await Snapshot.BeginAsync(db, ct);
        return await SqliteInterrupt.RunAsync(db.Database.GetDbConnection(), () => ReadAsync(db, plan, most, use, ct), ct);
    }

    private async Task<T> ReadAsync<T>(CrmDb db, ExportPlan plan, int? most, Func<long, ExportRows, Task<T>> use, CancellationToken ct)
    {
        var sql = new SearchSql(plan.Set, store.Dialect);
        var sqlite = db is SqliteCrmDb;
        var planner = new Planner(plan.Set, store.Dialect, SearchTuning.Measured, db);
        var total = most ?? await CountAsync(db, sql, sqlite ? await planner.ForCountAsync(ct) : SearchPlan.Natural, ct);
        var all = sql.All(sqlite ? await planner.ForAllAsync(ct) : SearchPlan.Natural, plan.Select(store.Dialect));
        await using var command = await RecordTable.CommandAsync(db, most is null ? all : all.Add(" LIMIT ").Value((long)most), ct);
        command.CommandTimeout = 0;
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await use(total, MaskedRows.For(plan.Caller, plan.Columns, StoredRows.Of(reader)));
    }

    private static async Task<long> CountAsync(CrmDb db, SearchSql sql, SearchPlan plan, CancellationToken ct)
    {
        await using var command = await RecordTable.CommandAsync(db, sql.Count(plan, null), ct);
        command.CommandTimeout = 0;
        return (long)(await command.ExecuteScalarAsync(ct))!;
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
