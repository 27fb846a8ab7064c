using CrmAdmin.Access;
using CrmAdmin.Entities;
using CrmAdmin.Http;
using CrmAdmin.Jobs;
using CrmAdmin.Records;
using CrmAdmin.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrmAdmin.Search;

/// <summary>A page of records as the caller may see them.</summary>
/// <param name="Schema">Their entity.</param>
/// <param name="Data">The records in order.</param>
/// <param name="NextKey">Where the next page begins; null on the last one.</param>
public sealed record RecordPage(EntitySchema Schema, IReadOnlyList<Record> Data, string? NextKey);

/// <summary>How many records match.</summary>
/// <param name="Count">The number, at most <see cref="Limits.CappedCount"/> where it was not asked to be exact.</param>
/// <param name="Capped">Whether there are more.</param>
public sealed record CountAnswer(long Count, bool Capped);

/// <summary>Finds and counts the records of an entity.</summary>
public sealed class SearchService(
    Store store, SelectionReader selections, StartKeys startKeys, SearchTuning tuning, QueryLimit cost, OrderIndexes orders, RightOfWay way, ParallelReads parallel)
{
    /// <summary>One page of a selection.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="selection">Which records, in which order.</param>
    /// <param name="limit">1 to 200; 20 where null.</param>
    /// <param name="startKey">The nextKey of the page before.</param>
    /// <param name="ct">Stops the query.</param>
    public async Task<RecordPage> PageAsync(Caller caller, RecordSelection selection, int? limit, string? startKey, CancellationToken ct)
    {
        caller.Demand(Role.Viewer);
        if (limit is < 1 or > Limits.PageMost)
        {
            throw CrmException.Invalid("limit", "Search.BadLimit", Limits.PageMost);
        }

        string Purpose(IReadOnlyList<Sort> sorts) => "search\n" + selection.Purpose(sorts);
        var set = await selections.ReadAsync(caller, selection, ct, (_, sorts) => Opened(Purpose(sorts), startKey));
        return await PageAsync(caller, set, Purpose(set.Sorts), limit ?? Limits.PageDefault, startKey, ct);
    }

    /// <summary>How many records match; counted to the end only when asked to.</summary>
    public async Task<CountAnswer> CountAsync(Caller caller, RecordSelection selection, bool exact, CancellationToken ct)
    {
        caller.Demand(Role.Viewer);
        var set = await selections.ReadAsync(caller, selection, ct);
        var counted = await CountAsync(set, exact ? null : Limits.CappedCount + 1, ct);
        return exact ? new CountAnswer(counted, false) : new CountAnswer(Math.Min(counted, Limits.CappedCount), counted > Limits.CappedCount);
    }

    /// <summary>One page of a checked set. The «now» of the first page is carried in the cursor.</summary>
    internal async Task<RecordPage> PageAsync(Caller caller, RecordSet set, string purpose, int limit, string? startKey, CancellationToken ct)
    {
        (var after, set) = After(set, purpose, startKey);
        var found = await QueryAsync(db => ReadAsync(new PageReader(set, store.Dialect, tuning, db, parallel), set, after, limit + 1, ct), ct);
        var page = found.Take(limit).ToList();
        return new RecordPage(
            set.Schema,
            [.. page.Select(record => Masking.Apply(record, set.Schema, caller))],
            found.Count > limit ? startKeys.Seal(purpose, Keyset.Behind(page[^1], set.Sorts, set.Clock.Now).ToBytes()) : null);
    }

    /// <summary>
    /// The cursor so many records behind another, for a jump into the middle of a long list; null where the list ends before it.
    /// </summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="selection">Which records, in which order.</param>
    /// <param name="startKey">A cursor of the same selection; null for its beginning.</param>
    /// <param name="places">At least 1.</param>
    /// <param name="ct">Stops the query.</param>
    public async Task<string?> SkipAsync(Caller caller, RecordSelection selection, string? startKey, long places, CancellationToken ct)
    {
        caller.Demand(Role.Viewer);
        var set = await selections.ReadAsync(caller, selection, ct);
        return await SkipAsync(set, "search\n" + selection.Purpose(set.Sorts), startKey, places, ct);
    }

    /// <inheritdoc cref="SkipAsync(Caller, RecordSelection, string?, long, CancellationToken)"/>
    internal async Task<string?> SkipAsync(RecordSet set, string purpose, string? startKey, long places, CancellationToken ct)
    {
        var (after, counted) = After(set, purpose, startKey);
        var record = await QueryAsync(db => new PageReader(counted, store.Dialect, tuning, db, parallel).SkipAsync(after, places, ct), ct);
        return record is null ? null : startKeys.Seal(purpose, Keyset.Behind(record, set.Sorts, counted.Clock.Now).ToBytes());
    }

    /// <summary>How many records a checked set has; no more than <paramref name="most"/> are counted.</summary>
    internal Task<long> CountAsync(RecordSet set, long? most, CancellationToken ct) =>
        QueryAsync(db => new Counter(set, store.Dialect, tuning, db).CountAsync(most, parallel, ct), ct);

    /// <summary>400 InvalidStartKey for a cursor that is not of this list; else nothing is wrong with it.</summary>
    internal IEnumerable<Detail> Opened(string purpose, string? startKey)
    {
        startKeys.Demand(purpose, startKey);
        return [];
    }

    private async Task<List<Record>> ReadAsync(PageReader reader, RecordSet set, Keyset? after, int limit, CancellationToken ct)
    {
        var records = await reader.ReadAsync(after, limit, ct);
        orders.Note(set, reader.HasScanned);
        return records;
    }

    /// <summary>What a cursor says, and the set at the «now» of its first page.</summary>
    private (Keyset? After, RecordSet Set) After(RecordSet set, string purpose, string? startKey)
    {
        if (startKey is null)
        {
            return (null, set);
        }

        var after = Keyset.From(startKeys.Open(purpose, startKey));
        return (after, set with { Clock = set.Clock with { NowUtc = UtcMilliseconds.ToDateTime(after.Now) } });
    }

    private Task<T> QueryAsync<T>(Func<CrmDb, Task<T>> work, CancellationToken ct)
    {
        way.Claim();
        return store.ReadAsync(
            async db =>
            {
                await db.Database.OpenConnectionAsync(ct);
                return await cost.RunAsync(db.Database.GetDbConnection(), () => work(db), ct);
            },
            ct);
    }
}
