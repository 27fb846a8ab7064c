using CrmAdmin.Conditions;
using CrmAdmin.Storage;

namespace CrmAdmin.Search;

/// <summary>A row's place in the order of one field.</summary>
/// <param name="Key">The sort key; null for empty.</param>
/// <param name="Row">The row's number.</param>
internal sealed record Place(object? Key, long Row);

/// <summary>Row numbers from the first to the last.</summary>
internal readonly record struct RowRange(long First, long Last)
{
    /// <summary>A part of as many rows; null for all of them. The last part has what came later as well.</summary>
    public static RowRange? Of(ReadPart part, long rows) => part.Of == 1 ? null
        : new(part.Index == 0 ? 0 : (part.Index * rows / part.Of) + 1, part.Index + 1 == part.Of ? long.MaxValue : (part.Index + 1) * rows / part.Of);

    /// <summary>Writes that a row number lies within.</summary>
    public SqlText Write(SqlText sql, string number) => sql.Add($" AND {number} BETWEEN ").Value(First).Add(" AND ").Value(Last);
}

/// <summary>A part of a count: what a plan finds of a set.</summary>
internal readonly record struct CountPart(RecordSet Set, SearchPlan Plan);

/// <summary>How a page is found.</summary>
internal sealed record SearchPlan
{
    /// <summary>The engine's own choice.</summary>
    public static readonly SearchPlan Natural = new();

    /// <summary>In sort order along the sort's own index, testing each record, until the page is full.</summary>
    public static readonly SearchPlan Walk = new() { SteersConditions = true };

    /// <summary>Everything that the engine finds by its own choice of indexes, then sorted. On PostgreSQL alone.</summary>
    public static readonly SearchPlan Gather = new() { SteersOrder = true };

    /// <summary>The whole table in storage order, then sorted.</summary>
    public static readonly SearchPlan Scan = new() { SteersConditions = true, SteersOrder = true, NoIndex = true };

    /// <summary>Along the index of the choice that is sorted by, whose values stand in order but not what has the same one. On SQLite alone.</summary>
    public static readonly SearchPlan ByValue = new() { InBlocks = true };

    /// <summary>Whether what has one value is sorted when all of it is found.</summary>
    public bool InBlocks { get; init; }

    /// <summary>Bars the conditions' indexes.</summary>
    public bool SteersConditions { get; init; }

    /// <summary>Bars the sort's index.</summary>
    public bool SteersOrder { get; init; }

    /// <summary>Bars every index.</summary>
    public bool NoIndex { get; init; }

    /// <summary>Whether an index in the order asked for is gone along.</summary>
    public bool Walks => SteersConditions && !SteersOrder;

    /// <summary>The part of the tree whose index finds the candidates.</summary>
    public IndexedTerm? Term { get; init; }

    /// <summary>What finding all candidates comes to, in records that a walk comes by; 0 where nobody asked.</summary>
    public long Cost { get; init; }

    /// <summary>The rows that this attempt looks at; null for all. On SQLite alone.</summary>
    public RowRange? Rows { get; init; }

    /// <summary>The place down to which, itself included, this attempt looks; null for all.</summary>
    public Place? Until { get; init; }

    /// <summary>The place behind which this attempt goes on; null to begin at the keyset.</summary>
    public Place? From { get; init; }

    /// <summary>What this attempt leaves out, as it is counted elsewhere; null for nothing.</summary>
    public Node? Without { get; init; }

    /// <summary>Records that a walk tests on PostgreSQL, at most; null for all.</summary>
    public int? Most { get; init; }

    /// <summary>Into how many parts so many readers cut it: many, so that none waits long for another, but few where each part goes along an index from its beginning.</summary>
    public int Parts(int readers) => Term is null ? 8 * readers : readers == 1 ? 1 : 2 * readers;

    /// <summary>Whether a count goes along one index after the other, as far as is needed.</summary>
    public bool CountsInTurn(long? most) => most is not null && Term is { Branches.Count: > 1 };

    /// <summary>Fetches the few candidates of a term by its index, tests and sorts them.</summary>
    public static SearchPlan Fetch(IndexedTerm term, long candidates) => new() { SteersConditions = true, SteersOrder = true, Term = term, Cost = candidates };

    /// <summary>Walks a term's index, in which the candidates stand in order of creation.</summary>
    public static SearchPlan WalkWithin(IndexedTerm term) => new() { SteersConditions = true, Term = term };
}
