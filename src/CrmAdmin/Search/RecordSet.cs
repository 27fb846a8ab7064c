using CrmAdmin.Conditions;
using CrmAdmin.Entities;
using CrmAdmin.Records;
using CrmAdmin.Storage;

namespace CrmAdmin.Search;

/// <summary>Records of one entity, live or in the trash, that match a checked tree, in an order.</summary>
/// <param name="Schema">The entity as it stands.</param>
/// <param name="Where">The tree.</param>
/// <param name="Sorts">The order; ties fall to recordId in the direction of the last.</param>
/// <param name="Clock">«Now» and the zone.</param>
public sealed record RecordSet(EntitySchema Schema, Group Where, IReadOnlyList<Sort> Sorts, ConditionClock Clock)
{
    /// <summary>Which rows of the table are meant; live ones unless said otherwise.</summary>
    public string Scope { get; init; } = RecordColumns.Live;

    /// <summary>The conditions on the one field that is sorted by, found by the index that is walked, which every match fulfils.</summary>
    internal IReadOnlyList<Condition> Bounds { get; } = Sorts is [var only]
        ? [.. IndexedTerm.Choices(Where).OfType<Condition>().Where(condition => condition.Field == only.Field && IndexedTerm.IsInOrder(condition))]
        : [];

    /// <summary>Whether SQLite's index of short values has all that the tree asks for, and the order too where that matters.</summary>
    internal bool IsShort(SqlDialect dialect, bool inOrder) => !dialect.HasStatistics && Scope == RecordColumns.Live
        && ScanIndex.Covers(Schema, inOrder ? Where.Fields().Concat(Sorts.Select(sort => sort.Field)) : Where.Fields());

    /// <summary>Writes the WHERE of the set: the scope and the tree.</summary>
    internal void WriteWhere(SqlText sql, SqlDialect dialect, bool steered)
    {
        sql.Add($" WHERE {Scope}");
        if (!Where.MatchesAll)
        {
            ConditionSql.Write(sql.Add(" AND "), Where, dialect, Clock, steered);
        }
    }
}
