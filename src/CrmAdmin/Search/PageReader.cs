using CrmAdmin.Records;
using CrmAdmin.Storage;

namespace CrmAdmin.Search;

/// <summary>Reads one page of a set, by the plan that fits it.</summary>
internal sealed class PageReader(RecordSet set, SqlDialect dialect, SearchTuning tuning, CrmDb db)
{
    private readonly SearchSql sql = new(set, dialect);
    private readonly Planner planner = new(set, dialect, tuning, db);

    /// <summary>The records behind a keyset, at most <paramref name="limit"/>.</summary>
    public async Task<List<Record>> ReadAsync(Keyset? after, int limit, CancellationToken ct)
    {
        var page = new List<Record>(limit);
        if (after is null || !after.AmongEmpty)
        {
            await PartAsync(page, emptyPart: false, after, limit, ct);
        }

        if (page.Count < limit && sql.HasEmptyPart)
        {
            await PartAsync(page, emptyPart: true, after is { AmongEmpty: true } ? after : null, limit, ct);
        }

        return page;
    }

    /// <summary>The record so many places behind a keyset; null where there are fewer.</summary>
    public async Task<Record?> SkipAsync(Keyset? after, long places, CancellationToken ct)
    {
        var plan = db is SqliteCrmDb && set.Scope == RecordColumns.Live ? await planner.ForAllAsync(ct) : SearchPlan.Natural;
        await using var command = await RecordTable.CommandAsync(db, sql.IdAt(plan, after, places), ct);
        return await command.ExecuteScalarAsync(ct) is string recordId
            ? (await RecordTable.ReadAsync(db, set.Schema, [recordId], ct)).GetValueOrDefault(recordId)
            : null;
    }

    private async Task PartAsync(List<Record> page, bool emptyPart, Keyset? after, int limit, CancellationToken ct)
    {
        var wanted = limit - page.Count;
        var plan = db is SqliteCrmDb && set.Scope == RecordColumns.Live ? await planner.FirstAsync(wanted, ct) : SearchPlan.Natural;
        if (plan == SearchPlan.Walk && await FloorAsync(after, ct) is { } floor)
        {
            var first = await RowsAsync(sql.Page(plan with { Floor = floor }, emptyPart, after, wanted), ct);
            page.AddRange(first);
            if (first.Count == wanted)
            {
                return;
            }

            plan = (await planner.AfterWalkAsync(first.Count, wanted, ct)) with { From = floor };
            wanted -= first.Count;
        }

        page.AddRange(await RowsAsync(sql.Page(plan, emptyPart, after, wanted), ct));
    }

    private async Task<object?> FloorAsync(Keyset? after, CancellationToken ct)
    {
        await using var command = await RecordTable.CommandAsync(db, sql.KeyAt(after, tuning.FirstWalk), ct);
        return await command.ExecuteScalarAsync(ct);
    }

    private async Task<List<Record>> RowsAsync(SqlText text, CancellationToken ct)
    {
        await using var command = await RecordTable.CommandAsync(db, text, ct);
        await using var row = await command.ExecuteReaderAsync(ct);
        var records = new List<Record>();
        while (await row.ReadAsync(ct))
        {
            records.Add(RecordColumns.Read(row, set.Schema));
        }

        return records;
    }
}
