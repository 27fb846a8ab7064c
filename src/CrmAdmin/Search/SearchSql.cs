using CrmAdmin.Conditions;
using CrmAdmin.Records;
using CrmAdmin.Storage;

namespace CrmAdmin.Search;

/// <summary>Writes the statements of a search: pages behind a keyset, counts, everything in order.</summary>
internal sealed class SearchSql(RecordSet set, SqlDialect dialect)
{
    private string Table => RecordColumns.Table(set.Schema);

    private Sort First => set.Sorts[0];

    /// <summary>Whether records with an empty first key form a part of their own behind the others.</summary>
    public bool HasEmptyPart => !First.Field.Required;

    /// <summary>A page of one part: the records with a first sort key, or those without.</summary>
    public SqlText Page(SearchPlan plan, bool emptyPart, Keyset? after, int limit)
    {
        var sql = new SqlText().Add($"SELECT {RecordColumns.Select(set.Schema)} FROM ");
        if (!dialect.HasStatistics || plan == SearchPlan.Natural)
        {
            WriteWhere(sql.Add(From(plan)), plan);
            WriteStretch(sql, plan, emptyPart, after);
            WriteOrder(sql, plan, inParts: true);
        }
        else if (plan.Walks)
        {
            WriteWalk(sql, plan, emptyPart, after);
        }
        else
        {
            WriteGathered(sql, plan, emptyPart, after);
        }

        return sql.Add(" LIMIT ").Value((long)limit);
    }

    /// <summary>In order, and only then tested: PostgreSQL looks into no query that skips rows, be they none, nor sorts more of it than are asked for.</summary>
    private void WriteWalk(SqlText sql, SearchPlan plan, bool emptyPart, Keyset? after)
    {
        sql.Add($"(SELECT * FROM {Table} WHERE {set.Scope}");
        plan.Term?.Write(sql.Add(" AND "), set, dialect);
        WriteBounds(sql);
        WriteStretch(sql, plan, emptyPart, after);
        WriteOrder(sql, plan, inParts: true);
        _ = plan.Most is { } most ? sql.Add(" LIMIT ").Value((long)most) : sql.Add(" OFFSET 0");
        ConditionSql.Write(sql.Add(") AS walked WHERE "), set.Where, dialect, set.Clock, steered: true);
    }

    /// <summary>All that match, and only then in order.</summary>
    private void WriteGathered(SqlText sql, SearchPlan plan, bool emptyPart, Keyset? after)
    {
        set.WriteWhere(sql.Add($"(SELECT * FROM {Table}"), dialect, plan.SteersConditions);
        WriteStretch(sql, plan, emptyPart, after);
        WriteOrder(sql.Add(" OFFSET 0) AS gathered"), plan, inParts: true);
    }

    /// <summary>The part of the order that this attempt looks at.</summary>
    private void WriteStretch(SqlText sql, SearchPlan plan, bool emptyPart, Keyset? after)
    {
        WritePart(sql, plan, emptyPart);
        if (plan.Until is { } until)
        {
            WriteFrom(sql, until, First.Descending ? ">" : "<", "=", plan);
        }

        if (plan.From is { } from)
        {
            WriteFrom(sql, from, First.Descending ? "<" : ">", "", plan);
        }
        else if (after is not null)
        {
            WriteAfter(sql.Add(" AND "), emptyPart ? 1 : 0, after, plan);
        }
    }

    /// <summary>Some columns of every record in order, in one statement.</summary>
    public SqlText All(SearchPlan plan, string columns)
    {
        var sql = new SqlText().Add($"SELECT {columns} FROM {From(plan)}");
        WriteWhere(sql, plan);
        WriteOrder(sql, plan, inParts: false);
        return sql;
    }

    /// <summary>How many there are; no more than <paramref name="most"/> are counted where it is given.</summary>
    public SqlText Count(SearchPlan plan, long? most)
    {
        if (most is { } limit && plan.Term is { Branches.Count: > 1 } several)
        {
            return CountInTurn(plan, several, limit);
        }

        var sql = new SqlText().Add(most is null ? $"SELECT count(*) FROM {From(plan)}" : $"SELECT count(*) FROM (SELECT 1 FROM {From(plan)}");
        WriteWhere(sql, plan);
        return most is null ? sql : sql.Add(" LIMIT ").Value(most).Add(") AS counted");
    }

    /// <summary>
    /// One index after the other, as far as is needed, where to put all that they find into one set would be half the work. A
    /// record is counted by the first condition that it fulfils.
    /// </summary>
    private SqlText CountInTurn(SearchPlan plan, IndexedTerm several, long most)
    {
        var sql = new SqlText().Add("SELECT count(*) FROM (");
        for (var i = 0; i < several.Branches.Count; i++)
        {
            var one = plan with { Term = new IndexedTerm(several.Branches[i]) };
            WriteWhere(sql.Add($"{(i == 0 ? "" : " UNION ALL ")}SELECT 1 FROM {From(one)}"), one);
            ConditionSql.Write(sql.Add(" AND "), several.Branches[i], dialect, set.Clock, steered: true);
            foreach (var before in several.Branches.Take(i))
            {
                ConditionSql.Write(sql.Add(" AND ("), before, dialect, set.Clock, steered: true);
                sql.Add(") IS NOT TRUE");
            }
        }

        return sql.Add(" LIMIT ").Value(most).Add(") AS counted");
    }

    /// <summary>The id of the record so many places behind the keyset, both parts in one order.</summary>
    public SqlText IdAt(SearchPlan plan, Keyset? after, long places)
    {
        var sql = new SqlText().Add($"SELECT id FROM {From(plan)}");
        WriteWhere(sql, plan);
        if (after is not null)
        {
            WriteAfter(sql.Add(" AND ("), 0, after, plan);
            sql.Add(HasEmptyPart && !after.AmongEmpty ? $" OR {Column(First, plan)} IS NULL)" : ")");
        }

        WriteOrder(sql, plan, inParts: false);
        return sql.Add(" LIMIT 1 OFFSET ").Value(places - 1);
    }

    /// <summary>The place of the record so many places behind the keyset in one part, read from the sort's own index alone.</summary>
    public SqlText PlaceAt(bool emptyPart, Keyset? after, int places)
    {
        var sql = new SqlText().Add($"SELECT {First.Field.CompareColumn}, {dialect.Tie} FROM {Table} WHERE {set.Scope}");
        WriteBounds(sql);
        WritePart(sql, SearchPlan.Walk, emptyPart);
        if (after is not null)
        {
            WriteAfter(sql.Add(" AND "), emptyPart ? 1 : 0, after, SearchPlan.Walk);
        }

        WriteOrder(sql, SearchPlan.Walk, inParts: true);
        return sql.Add(" LIMIT 1 OFFSET ").Value((long)places);
    }

    private void WriteWhere(SqlText sql, SearchPlan plan)
    {
        set.WriteWhere(sql, dialect, plan.SteersConditions);
        plan.Term?.Write(sql.Add(" AND "), set, dialect);
        if (plan.Walks)
        {
            WriteBounds(sql);
        }
    }

    private void WritePart(SqlText sql, SearchPlan plan, bool emptyPart)
    {
        if (HasEmptyPart)
        {
            sql.Add($" AND {Column(First, plan)} IS {(emptyPart ? "" : "NOT ")}NULL");
        }
    }

    /// <summary>Bounds a part by a place. The key alone is what an index looks up; the rest is tested on what it finds.</summary>
    private void WriteFrom(SqlText sql, Place place, string beyond, string orEqual, SearchPlan plan)
    {
        if (place.Key is not { } key)
        {
            sql.Add($" AND {Tie(plan)} {beyond}{orEqual} ").Value(place.Row);
            return;
        }

        var column = First.Field.CompareColumn;
        var value = sql.Parameter(key);
        sql.Add($" AND {Column(First, plan)} {beyond}= {value} AND ({dialect.WithoutIndex(column)} {beyond} {value} OR {dialect.WithoutIndex(dialect.Tie)} {beyond}{orEqual} ")
            .Value(place.Row).Add(")");
    }

    /// <summary>What is asked of the one field that is sorted by says where a walk begins and ends.</summary>
    private void WriteBounds(SqlText sql)
    {
        foreach (var bound in set.Bounds)
        {
            ConditionSql.Write(sql.Add(" AND "), bound, dialect, set.Clock);
        }
    }

    /// <summary>
    /// Behind a keyset. «v &lt;= @v AND (v &lt; @v OR …)» lets an index find the place where a plain OR would not.
    /// </summary>
    private void WriteAfter(SqlText sql, int from, Keyset after, SearchPlan plan)
    {
        if (from == set.Sorts.Count)
        {
            dialect.BeyondTie(sql, Tie(plan), Table, after.RecordId, set.Sorts[^1].Descending);
            return;
        }

        var sort = set.Sorts[from];
        var column = Column(sort, plan);
        if (after.Keys[from] is not { } key)
        {
            WriteAfter(sql.Add($"({column} IS NULL AND "), from + 1, after, plan);
            sql.Add(")");
            return;
        }

        var beyond = sort.Descending ? "<" : ">";
        var value = sql.Parameter(key);
        if (sort.Field.Required || from == 0)
        {
            WriteAfter(sql.Add($"({column} {beyond}= {value} AND ({column} {beyond} {value} OR "), from + 1, after, plan);
            sql.Add("))");
            return;
        }

        WriteAfter(sql.Add($"({column} {beyond} {value} OR {column} IS NULL OR ({column} = {value} AND "), from + 1, after, plan);
        sql.Add("))");
    }

    /// <summary>In a part the first key is empty everywhere or nowhere; told where empty ones go, PostgreSQL would not see its index.</summary>
    private void WriteOrder(SqlText sql, SearchPlan plan, bool inParts)
    {
        sql.Add(" ORDER BY ");
        foreach (var sort in set.Sorts)
        {
            var empty = sort.Field.Required || (inParts && sort == First) ? "" : " NULLS LAST";
            sql.Add($"{Column(sort, plan)} {(sort.Descending ? "DESC" : "ASC")}{empty}, ");
        }

        sql.Add($"{Tie(plan)} {(set.Sorts[^1].Descending ? "DESC" : "ASC")}");
    }

    private string Tie(SearchPlan plan) => plan.SteersOrder ? dialect.WithoutIndex(dialect.Tie) : dialect.Tie;

    private string From(SearchPlan plan) => dialect.HasStatistics ? Table
        : plan.Term?.TextTable(set) is { } grams ? $"{grams} CROSS JOIN {Table} ON {Table}.rid = {grams}.rowid"
        : plan.NoIndex ? Table + " NOT INDEXED" : Table;

    private string Column(Sort sort, SearchPlan plan) =>
        plan.SteersOrder ? dialect.WithoutIndex(sort.Field.CompareColumn) : sort.Field.CompareColumn;
}
