using System.Data.Common;
using CrmAdmin.Records;
using CrmAdmin.Storage;

namespace CrmAdmin.Search;

/// <summary>Reads one page of a set, by the plan that fits it.</summary>
internal sealed class PageReader(RecordSet set, SqlDialect dialect, SearchTuning tuning, CrmDb db, ParallelReads parallel)
{
    private readonly SearchSql sql = new(set, dialect);
    private readonly Planner planner = new(set, dialect, tuning, db);

    /// <summary>Whether some of the page had to be looked for in the whole table.</summary>
    public bool HasScanned { get; private set; }

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
        var part = new Part(this, page, emptyPart, after, limit);
        var plan = set.Scope == RecordColumns.Live ? planner.Settled() : SearchPlan.Natural;
        plan ??= await (dialect.HasStatistics ? TriedAsync(part, ct) : SteppedAsync(part, ct));
        if (plan is not null)
        {
            HasScanned |= plan.NoIndex || plan.InBlocks;
            await part.ReadAsync(plan, ct);
        }
    }

    /// <summary>The plan for what a walk that goes on no longer than the page fills did not find; null where it filled the page.</summary>
    private async Task<SearchPlan?> TriedAsync(Part part, CancellationToken ct)
    {
        if (await planner.CheapAsync(ct) is { } cheap)
        {
            return cheap;
        }

        var found = await part.TryAsync(planner.ForMany(), tuning.Tried, ct);
        return part.IsDone ? null : await planner.AfterTryAsync(found, tuning.Tried, part.Limit, ct);
    }

    /// <summary>The plan for what is left behind steps in order; null where nothing is.</summary>
    private async Task<SearchPlan?> SteppedAsync(Part part, CancellationToken ct)
    {
        SearchPlan? plan = null;
        if (planner is { CanWalk: true, HasChoices: true } && tuning.Glance > 0)
        {
            await part.WalkAsync(tuning.Glance * part.Limit, ct);
            if (part.IsDone)
            {
                return null;
            }

            plan = part.Found * tuning.Glance >= part.Limit ? planner.ForMany() : null;
        }

        plan ??= await planner.ForFewAsync(part.Wanted, ct);
        if (plan == SearchPlan.Walk)
        {
            await part.WalkAsync(tuning.FirstWalk, ct);
            if (part.IsDone)
            {
                return null;
            }

            plan = await planner.AfterWalkAsync(part.Found, part.Walked, part.Limit, ct);
        }

        return plan;
    }

    private async Task<Place?> PlaceAsync(bool emptyPart, Keyset? after, int places, CancellationToken ct)
    {
        await using var command = await RecordTable.CommandAsync(db, sql.PlaceAt(emptyPart, after, places), ct);
        await using var row = await command.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct) ? PlaceOf(row) : null;
    }

    /// <summary>
    /// What a plan that sorts all that it finds finds of a page, by several processors: the first of each part, and of them the
    /// first. Behind the last of a part that filled a page nothing is looked for in those after it.
    /// </summary>
    private Task<List<Record>> SharedAsync(SearchPlan plan, long rows, bool emptyPart, Keyset? after, int limit, CancellationToken ct)
    {
        Place? last = null;
        async Task<List<Place>> ReadPartAsync(CrmDb reader, ReadPart part)
        {
            var among = RowRange.Of(set.Sorts[^1].Descending ? part.FromTheEnd : part, rows);
            var text = sql.PagePlaces(plan with { Rows = among, Until = Volatile.Read(ref last) }, emptyPart, after, limit);
            var places = await RecordTable.ListAsync(reader, text, PlaceOf, ct);
            if (places.Count == limit && set.Sorts.Count == 1)
            {
                Volatile.Write(ref last, places[^1]);
            }

            return places;
        }

        return parallel.RunAsync(
            db, plan.Parts, ReadPartAsync, parts => RowsAsync(sql.Among(parts.SelectMany(part => part).Select(place => place.Row), plan, limit), ct), ct);
    }

    private static Place PlaceOf(DbDataReader row) => new(row.IsDBNull(0) ? null : row.GetValue(0), row.GetInt64(1));

    private Task<List<Record>> RowsAsync(SqlText text, CancellationToken ct) =>
        RecordTable.ListAsync(db, text, row => RecordColumns.Read(row, set.Schema), ct);

    /// <summary>A part of a page while it fills.</summary>
    private sealed class Part(PageReader reader, List<Record> page, bool emptyPart, Keyset? after, int limit)
    {
        private readonly int before = page.Count;
        private Place? from;

        /// <summary>Records that the part may add to the page.</summary>
        public int Limit => limit - before;

        /// <summary>Records tested in order, or to be.</summary>
        public int Walked { get; private set; }

        public int Found => page.Count - before;

        public int Wanted => limit - page.Count;

        /// <summary>Whether the page is full or nothing is left.</summary>
        public bool IsDone { get; private set; }

        /// <summary>Tests the next records in order, so many of them; all that are left where there are no more.</summary>
        public async Task WalkAsync(int records, CancellationToken ct)
        {
            Walked += records;
            var until = await reader.PlaceAsync(emptyPart, after, Walked, ct);
            await ReadAsync(SearchPlan.Walk with { Until = until }, ct);
            (from, IsDone) = (until, until is null || Wanted == 0);
        }

        /// <summary>
        /// Tests records in order, so many at most, and keeps what it finds where that fills the page; else the page is read
        /// anew, as other statements see other records. Gives how many were found.
        /// </summary>
        public async Task<int> TryAsync(SearchPlan plan, int records, CancellationToken ct)
        {
            var found = await reader.RowsAsync(reader.sql.Page(plan with { Most = records }, emptyPart, after, Limit), ct);
            IsDone = found.Count == Limit;
            page.AddRange(IsDone ? found : []);
            return found.Count;
        }

        /// <summary>Reads what is behind the records tested so far.</summary>
        public async Task ReadAsync(SearchPlan plan, CancellationToken ct)
        {
            var rest = plan with { From = from };
            page.AddRange(
                await reader.planner.SharedRowsAsync(rest, inOrder: true, ct) is { } rows
                    ? await reader.SharedAsync(rest, rows, emptyPart, after, Wanted, ct)
                    : await reader.RowsAsync(reader.sql.Page(rest, emptyPart, after, Wanted), ct));
        }
    }
}
