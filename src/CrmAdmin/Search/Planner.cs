using CrmAdmin.Conditions;
using CrmAdmin.Records;
using CrmAdmin.Storage;

namespace CrmAdmin.Search;

/// <summary>
/// Chooses the plan of a page on SQLite, which has no statistics worth the name. What is common is found by walking in sort
/// order. Where the first steps show that it is rare, candidates of indexed terms are counted, but never further than it
/// would cost to walk.
/// </summary>
internal sealed class Planner(RecordSet set, SqlDialect dialect, SearchTuning tuning, CrmDb db)
{
    private static readonly string[] Walked = [IndexedTerm.Creation, "name", "recordId"];
    private readonly IReadOnlyList<Node> choices = [.. IndexedTerm.Choices(set.Where)];
    private int probes;

    /// <summary>Whether the order has an index of its own.</summary>
    public bool CanWalk => set.Sorts is [{ Field: var only }] && (Walked.Contains(only.Path) || only.Property is { IsOrdered: true });

    /// <summary>Whether there is another way than to walk or to scan.</summary>
    public bool HasChoices => choices.Count > set.Bounds.Count;

    private bool ByCreation => set.Sorts is [{ Field.Path: IndexedTerm.Creation }];

    /// <summary>The plan where nothing has to be tried or counted first.</summary>
    public SearchPlan? Settled()
    {
        if (set.Where.Conditions == set.Bounds.Count)
        {
            return CanWalk ? SearchPlan.Natural : SearchPlan.Scan;
        }

        return set.Where.Conditions == 1 && Ordered() is { } lone ? SearchPlan.WalkWithin(lone) : null;
    }

    /// <summary>The plan where a glance at the first records showed that matches are common.</summary>
    public SearchPlan ForMany() => Ordered() is { } ordered ? SearchPlan.WalkWithin(ordered) : SearchPlan.Walk;

    /// <summary>The plan where a glance at the first records did not show that matches are common.</summary>
    public async Task<SearchPlan> ForFewAsync(int limit, CancellationToken ct)
    {
        var rows = await RowsAsync(ct);
        var walked = (long)(tuning.Few * Math.Sqrt(limit * (double)rows / 2));
        var few = CanWalk ? walked : Math.Max(walked, rows / tuning.ScannedPerFetch);
        if (await SmallestAsync(set.Where, few, ct) is { } term)
        {
            return SearchPlan.Fetch(term.Term);
        }

        return Ordered() is { } ordered ? SearchPlan.WalkWithin(ordered) : CanWalk ? SearchPlan.Walk : SearchPlan.Scan;
    }

    /// <summary>The plan that finds the rest when walking past so many records found only <paramref name="found"/>.</summary>
    public async Task<SearchPlan> AfterWalkAsync(int found, int walked, int limit, CancellationToken ct)
    {
        if (found * 2 >= limit)
        {
            return SearchPlan.Walk;
        }

        if (await SmallestAsync(set.Where, tuning.SecondProbe, ct) is { } term
            && (found == 0 || 2 * term.Count < (limit - found) * (long)walked / found))
        {
            return SearchPlan.Fetch(term.Term);
        }

        return found == 0 && set.Bounds.Count == 0 ? SearchPlan.Scan : SearchPlan.Walk;
    }

    /// <summary>
    /// The plan of a count that no index decides alone. A row that an index finds costs as much as some that a scan comes by.
    /// </summary>
    public async Task<SearchPlan> ForCountAsync(CancellationToken ct)
    {
        if (set.Where.Fields().All(field => field.Path == IndexedTerm.Creation))
        {
            return SearchPlan.Natural;
        }

        var most = Math.Max(tuning.SecondProbe, await RowsAsync(ct) / tuning.ScannedPerFetch);
        return await SmallestAsync(set.Where, most, ct) is { } term ? SearchPlan.Fetch(term.Term) : SearchPlan.Scan;
    }

    /// <summary>The plan of reading everything in order: nothing is sorted that an index holds in order.</summary>
    public async Task<SearchPlan> ForAllAsync(CancellationToken ct)
    {
        if (Settled() is { } settled)
        {
            return settled;
        }

        if (await SmallestAsync(set.Where, tuning.SecondProbe, ct) is { } term)
        {
            return SearchPlan.Fetch(term.Term);
        }

        return CanWalk ? SearchPlan.Walk : SearchPlan.Scan;
    }

    /// <summary>A term whose index can be walked in the order asked for.</summary>
    private IndexedTerm? Ordered() =>
        ByCreation && choices.OfType<Condition>().FirstOrDefault(IndexedTerm.IsOrdered) is { } ordered ? new IndexedTerm(ordered) : null;

    /// <summary>The term with the fewest candidates; null where none has as few as <paramref name="most"/>.</summary>
    private async Task<(IndexedTerm Term, long Count)?> SmallestAsync(Node node, long most, CancellationToken ct)
    {
        (IndexedTerm Term, long Count)? smallest = null;
        foreach (var choice in IndexedTerm.Choices(node))
        {
            var found = choice is Group any ? await UnionAsync(any, most, ct) : await ProbeAsync((Condition)choice, most, ct);
            if (found is { } fewer)
            {
                (smallest, most) = (fewer, fewer.Count - 1);
            }
        }

        return smallest;
    }

    /// <summary>The smallest term of each child together. What more than one of them finds is counted as often: the choice needs no more.</summary>
    private async Task<(IndexedTerm Term, long Count)?> UnionAsync(Group any, long most, CancellationToken ct)
    {
        var (branches, count) = (new List<Condition>(), 0L);
        foreach (var child in any.Children)
        {
            if (await SmallestAsync(child, most - count, ct) is not { } part)
            {
                return null;
            }

            branches.AddRange(part.Term.Branches);
            count += part.Count;
        }

        return (new IndexedTerm(branches), count);
    }

    private async Task<(IndexedTerm Term, long Count)?> ProbeAsync(Condition condition, long most, CancellationToken ct)
    {
        if (most < 0 || ++probes > tuning.Probes)
        {
            return null;
        }

        var sql = new SqlText().Add("SELECT ");
        IndexedTerm.WriteCount(sql, condition, set, dialect, most + 1);
        var count = await NumberAsync(sql, ct);
        return count <= most ? (new IndexedTerm(condition), count) : null;
    }

    private Task<long> RowsAsync(CancellationToken ct) => RecordTable.RowsAsync(db, set.Schema, ct);

    private async Task<long> NumberAsync(SqlText sql, CancellationToken ct)
    {
        await using var command = await RecordTable.CommandAsync(db, sql, ct);
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }
}
