using CrmAdmin.Records;
using CrmAdmin.Storage;

namespace CrmAdmin.Search;

/// <summary>
/// Chooses the plan of a page on SQLite, which has no statistics worth the name. Candidates of indexed terms are counted,
/// but never further than it would cost to walk; what is common is found by walking in sort order.
/// </summary>
internal sealed class Planner(RecordSet set, SqlDialect dialect, SearchTuning tuning, CrmDb db)
{
    private static readonly string[] Walked = ["dateCreated", "name", "recordId"];
    private readonly IReadOnlyList<IndexedTerm> terms = IndexedTerm.Of(set.Where);

    /// <summary>Whether the order has an index of its own.</summary>
    public bool CanWalk => set.Sorts.Count == 1 && Walked.Contains(set.Sorts[0].Field.Path);

    private bool ByCreation => set.Sorts is [{ Field.Path: "dateCreated" }];

    /// <summary>The plan to begin with; a walk is tried for its first records only, see <see cref="AfterWalkAsync"/>.</summary>
    public async Task<SearchPlan> FirstAsync(int limit, CancellationToken ct)
    {
        if (Settled() is { } settled)
        {
            return settled;
        }

        var rows = await RowsAsync(ct);
        var few = (long)(tuning.Few * Math.Sqrt(limit * (double)rows / 2));
        var (term, count) = await SmallestAsync(few, ct);
        if (term is not null && count <= few)
        {
            return SearchPlan.Fetch(term);
        }

        if (ByCreation && terms.FirstOrDefault(t => t.IsOrdered) is { } ordered)
        {
            return SearchPlan.WalkWithin(ordered);
        }

        return CanWalk ? SearchPlan.Walk : SearchPlan.Scan;
    }

    /// <summary>The plan that finds the rest when the first walk found only <paramref name="found"/> records.</summary>
    public async Task<SearchPlan> AfterWalkAsync(int found, int limit, CancellationToken ct)
    {
        if (found * 2 >= limit)
        {
            return SearchPlan.Walk;
        }

        var (term, count) = await SmallestAsync(tuning.SecondProbe, ct);
        if (term is not null && count <= tuning.SecondProbe && (found == 0 || 2 * count < (limit - found) * (long)tuning.FirstWalk / found))
        {
            return SearchPlan.Fetch(term);
        }

        return found == 0 ? SearchPlan.Scan : SearchPlan.Walk;
    }

    /// <summary>
    /// The plan of a count that no index decides alone. A row that an index finds costs as much as five that a scan comes by.
    /// </summary>
    public async Task<SearchPlan> ForCountAsync(CancellationToken ct)
    {
        if (set.Where.Fields().All(field => field.Path == IndexedTerm.Creation))
        {
            return SearchPlan.Natural;
        }

        var most = Math.Max(tuning.SecondProbe, await RowsAsync(ct) / tuning.ScannedPerFetch);
        var (term, count) = await SmallestAsync([.. terms, .. IndexedTerm.OfCreation(set.Where)], most, ct);
        return term is not null && count <= most ? SearchPlan.Fetch(term) : SearchPlan.Scan;
    }

    /// <summary>The plan of reading everything in order: nothing is sorted that an index holds in order.</summary>
    public async Task<SearchPlan> ForAllAsync(CancellationToken ct)
    {
        if (Settled() is { } settled)
        {
            return settled;
        }

        var (term, count) = await SmallestAsync(tuning.SecondProbe, ct);
        if (term is not null && count <= tuning.SecondProbe)
        {
            return SearchPlan.Fetch(term);
        }

        return CanWalk ? SearchPlan.Walk : SearchPlan.Scan;
    }

    /// <summary>The plan where nothing has to be counted first.</summary>
    private SearchPlan? Settled()
    {
        if (set.Where.MatchesAll)
        {
            return CanWalk ? SearchPlan.Natural : SearchPlan.Scan;
        }

        return terms is [{ IsOrdered: true } lone] && ByCreation && set.Where.Conditions == 1 ? SearchPlan.WalkWithin(lone) : null;
    }

    private Task<(IndexedTerm? Term, long Count)> SmallestAsync(long most, CancellationToken ct) => SmallestAsync(terms, most, ct);

    private async Task<(IndexedTerm? Term, long Count)> SmallestAsync(IEnumerable<IndexedTerm> among, long most, CancellationToken ct)
    {
        (IndexedTerm? Term, long Count) smallest = (null, most + 1);
        foreach (var term in among)
        {
            var count = await NumberAsync(term.Count(set, dialect, smallest.Count), ct);
            if (smallest.Term is null || count < smallest.Count)
            {
                smallest = (term, count);
            }
        }

        return smallest;
    }

    /// <summary>The largest row number: what the table holds, give or take what was removed.</summary>
    private Task<long> RowsAsync(CancellationToken ct) =>
        NumberAsync(new SqlText().Add($"SELECT COALESCE(max(rid), 0) FROM {RecordColumns.Table(set.Schema)}"), ct);

    private async Task<long> NumberAsync(SqlText sql, CancellationToken ct)
    {
        await using var command = await RecordTable.CommandAsync(db, sql, ct);
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }
}
