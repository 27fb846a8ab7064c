using CrmAdmin.Conditions;
using CrmAdmin.Entities;
using CrmAdmin.Records;
using CrmAdmin.Storage;

namespace CrmAdmin.Search;

/// <summary>
/// Chooses the plan of a page. What is common is found by walking in sort order. Where the first steps show that it is rare,
/// candidates that indexes find are weighed against what it would cost to walk on. SQLite has no statistics worth the name, and
/// PostgreSQL's misjudge what is rare: told that a page is wanted, it would walk past everything for something it never saw.
/// </summary>
internal sealed class Planner(RecordSet set, SqlDialect dialect, SearchTuning tuning, CrmDb db)
{
    /// <summary>Estimates take syllables of one word for a coincidence: so few candidates may in truth be twenty times as many.</summary>
    private const int SurelyFew = 500;

    private static readonly string[] Walked = [IndexedTerm.Creation, "name", "recordId"];
    private readonly IReadOnlyList<Node> choices = [.. IndexedTerm.Choices(set.Where)];
    private readonly CandidateFinder candidates = CandidateFinder.For(set, dialect, tuning, db);

    /// <summary>Whether the order has an index of its own.</summary>
    public bool CanWalk => set.Sorts is [{ Field: var only }] && (Walked.Contains(only.Path) || only.Property is { IsOrdered: true } || (IsAddress(only) && !dialect.HasStatistics));

    /// <summary>Whether there is another way than to walk or to scan.</summary>
    public bool HasChoices => choices.Count > set.Bounds.Count;

    /// <summary>Initials are looked up in pairs, which says more than single characters do.</summary>
    private bool IsByInitials => choices.OfType<Condition>().Any(condition => condition.Operator == Operators.Keyword);

    private bool IsByChoice => set.Sorts is [{ Field.Kind: FieldKind.Choice }];

    private bool ByCreation => set.Sorts is [{ Field.Path: IndexedTerm.Creation }];

    /// <summary>The plan where nothing has to be tried or counted first.</summary>
    public SearchPlan? Settled()
    {
        // PostgreSQL may walk for a part of an order of several fields as well.
        if (dialect.HasStatistics && !(CanWalk && IndexedTerm.IsGuessed(set.Where)))
        {
            return SearchPlan.Natural;
        }

        if (set.Where.Conditions == set.Bounds.Count)
        {
            return CanWalk ? SearchPlan.Natural : IsByChoice ? SearchPlan.ByValue : SearchPlan.Scan;
        }

        // What is asked of the creation besides bounds the walk within the index.
        return set.Where.Conditions == set.Bounds.Count + 1 && Ordered() is { } lone ? SearchPlan.WalkWithin(lone) : null;
    }

    /// <summary>The plan where a glance at the first records showed that matches are common.</summary>
    public SearchPlan ForMany() => Ordered() is { } ordered ? SearchPlan.WalkWithin(ordered) : SearchPlan.Walk;

    /// <summary>The plan where a glance at the first records did not show that matches are common.</summary>
    public async Task<SearchPlan> ForFewAsync(int limit, CancellationToken ct)
    {
        var rows = await RowsAsync(ct);
        var walked = (long)(tuning.Few * Math.Sqrt(limit * (double)rows / 2));
        var few = CanWalk ? walked : Math.Max(walked, Scan(rows, inOrder: true));
        if (await candidates.CheapestAsync(few, ct) is { } fetched)
        {
            return fetched;
        }

        return Ordered() is { } ordered ? SearchPlan.WalkWithin(ordered) : CanWalk ? SearchPlan.Walk : SearchPlan.Scan;
    }

    /// <summary>The plan that is surely cheaper than a first walk; null where there is none.</summary>
    public Task<SearchPlan?> CheapAsync(CancellationToken ct) =>
        candidates.CheapestAsync((long)(tuning.Few * (IsByInitials ? 2 * SurelyFew : SurelyFew)), ct);

    /// <summary>The plan that finds the rest when walking past so many records found only <paramref name="found"/>.</summary>
    public async Task<SearchPlan> AfterWalkAsync(int found, int walked, int limit, CancellationToken ct)
    {
        if (found * 2 >= limit)
        {
            return SearchPlan.Walk;
        }

        if (await candidates.CheapestAsync(tuning.SecondProbe, ct) is { } fetched && IsCheaper(fetched, found, walked, limit))
        {
            return fetched;
        }

        if (set.Bounds.Count > 0)
        {
            return SearchPlan.Walk;
        }

        return found == 0 || (set.IsShort(dialect, inOrder: true) && (limit - found) * (long)walked / found > Scan(await RowsAsync(ct), inOrder: true))
            ? SearchPlan.Scan
            : SearchPlan.Walk;
    }

    /// <summary>The plan of a page that a first walk on PostgreSQL did not fill. An estimate costs the same however high it is.</summary>
    public async Task<SearchPlan> AfterTryAsync(int found, int tried, int limit, CancellationToken ct) =>
        await candidates.CheapestAsync(long.MaxValue, ct) is { } fetched && IsCheaper(fetched, found, tried, limit) ? fetched : ForMany();

    /// <summary>
    /// The plans of a count of live records that no index decides alone; the number is the sum of theirs. A row that an index finds
    /// costs as much as some that a scan comes by. On SQLite alone.
    /// </summary>
    public async Task<IReadOnlyList<CountPart>> ForCountAsync(CancellationToken ct)
    {
        if (set.Where.Fields().All(field => field.Path == IndexedTerm.Creation))
        {
            return [new(set, SearchPlan.Natural)];
        }

        var rows = await RowsAsync(ct);
        var scan = Scan(rows, inOrder: false);
        var cut = await CutAsync(rows, scan, ct);
        var most = cut is { Cost: var cost } ? Math.Min(tuning.SecondProbe, cost)
            : set.IsShort(dialect, inOrder: false) ? scan : Math.Max(tuning.SecondProbe, scan);
        return await candidates.CheapestAsync(most, ct) is { } fetched ? [new(set, fetched)] : cut?.Parts ?? [new(set, SearchPlan.Scan)];
    }

    /// <summary>
    /// Counts by a scan of short values what they decide, and fetches what else there may be; null where that costs more than
    /// <paramref name="most"/>. Where one of the conditions joined by OR is on a text, the records need not all be read for it.
    /// </summary>
    private async Task<(IReadOnlyList<CountPart> Parts, long Cost)?> CutAsync(long rows, long most, CancellationToken ct)
    {
        if (CutTree.Of(set.Where, field => ScanIndex.Covers(set.Schema, [field])) is not { } cut)
        {
            return null;
        }

        var scan = rows / tuning.ShortPerFetch;
        var beside = new RecordSet(set.Schema, cut.Beside, set.Sorts, set.Clock);
        return await CandidateFinder.For(beside, dialect, tuning, db).CheapestAsync(most - scan, ct) is { } fetched
            ? ([new(new RecordSet(set.Schema, cut.Within, set.Sorts, set.Clock), SearchPlan.Scan), new(set, fetched with { Without = cut.Within })], scan + fetched.Cost)
            : null;
    }

    /// <summary>How far the row numbers go, where a plan reads so much that it is worth sharing out; else null. On SQLite alone.</summary>
    public async Task<long?> SharedRowsAsync(SearchPlan plan, bool inOrder, CancellationToken ct)
    {
        if (dialect.HasStatistics || !plan.SteersOrder || (!plan.NoIndex && plan.Cost < tuning.SharedLeast))
        {
            return null;
        }

        var rows = await RowsAsync(ct);
        return plan.NoIndex && Scan(rows, inOrder) < tuning.SharedLeast ? null : rows;
    }

    /// <summary>The plan of reading everything in order: nothing is sorted that an index holds in order.</summary>
    public async Task<SearchPlan> ForAllAsync(CancellationToken ct)
    {
        if (Settled() is { InBlocks: false } settled)
        {
            return settled;
        }

        if (await candidates.CheapestAsync(tuning.SecondProbe, ct) is { } fetched)
        {
            return fetched;
        }

        return CanWalk ? SearchPlan.Walk : SearchPlan.Scan;
    }

    /// <summary>E-mail addresses: hardly any two records have the same, so that their index is in the order of the contract but for a few neighbours.</summary>
    private static bool IsAddress(Field field) => field.Property is { FieldType: FieldType.Email };

    /// <summary>Whether candidates cost less than to walk on past as many records for each match as until now.</summary>
    private static bool IsCheaper(SearchPlan fetched, int found, int walked, int limit) =>
        found == 0 || 2 * fetched.Cost < (limit - found) * (long)walked / found;

    /// <summary>A term whose index can be walked in the order asked for. For PostgreSQL empty values do not stand in an order.</summary>
    private IndexedTerm? Ordered() =>
        ByCreation && choices.OfType<Condition>().FirstOrDefault(condition => IndexedTerm.IsOrdered(condition) && !(dialect.HasStatistics && condition.Operator.Key == "is_empty"))
            is { } ordered ? new IndexedTerm(ordered) : null;

    /// <summary>What a scan of so many rows costs, in rows that an index finds or a walk comes by.</summary>
    private long Scan(long rows, bool inOrder) => rows / (set.IsShort(dialect, inOrder) ? tuning.ShortPerFetch : tuning.ScannedPerFetch);

    private Task<long> RowsAsync(CancellationToken ct) => RecordTable.RowsAsync(db, set.Schema, ct);
}
