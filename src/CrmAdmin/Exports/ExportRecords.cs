using CrmAdmin.Exports.Writing;
using CrmAdmin.Search;
using CrmAdmin.Storage;

namespace CrmAdmin.Exports;

/// <summary>Reads the records of a plan in order, out of one snapshot of the database.</summary>
internal sealed class ExportRecords(ExportSnapshot snapshot, Store store)
{
    /// <summary>Counts the records, then hands number and rows to <paramref name="use"/>; both are of the same moment.</summary>
    /// <param name="plan">What to read.</param>
    /// <param name="most">Most rows to read; null for all.</param>
    /// <param name="use">Reads the rows.</param>
    /// <param name="ct">Stops even a query that has not given its first row.</param>
    public Task<T> ReadAsync<T>(ExportPlan plan, int? most, Func<long, ExportRows, Task<T>> use, CancellationToken ct) =>
        snapshot.ReadAsync(db => ReadAsync(db, plan, most, use, ct), ct);

    /// <summary>The same within a snapshot that is open already.</summary>
    public async Task<T> ReadAsync<T>(CrmDb db, ExportPlan plan, int? most, Func<long, ExportRows, Task<T>> use, CancellationToken ct)
    {
        var sql = new SearchSql(plan.Set, store.Dialect);
        var sqlite = db is SqliteCrmDb;
        var planner = new Planner(plan.Set, store.Dialect, SearchTuning.Measured, db);
        var counter = new Counter(plan.Set, store.Dialect, SearchTuning.Measured, db);
        var total = most ?? await ExportSnapshot.CountAsync(db, await counter.SqlAsync(null, ct), ct);
        var all = sql.All(sqlite ? await planner.ForAllAsync(ct) : SearchPlan.Natural, plan.Select(store.Dialect));
        return await snapshot.RowsAsync(
            db,
            most is null ? all : all.Add(" LIMIT ").Value((long)most),
            rows => use(total, MaskedRows.For(plan.Caller, plan.Columns, rows)),
            ct);
    }
}
