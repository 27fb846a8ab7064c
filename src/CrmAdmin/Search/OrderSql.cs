using CrmAdmin.Conditions;
using CrmAdmin.Records;
using CrmAdmin.Storage;

namespace CrmAdmin.Search;

/// <summary>Writes the order of a set, and places and stretches in it.</summary>
internal sealed class OrderSql(RecordSet set, SqlDialect dialect)
{
    /// <summary>Whether records with an empty first key form a part of their own behind the others.</summary>
    public bool HasEmptyPart => !First.Field.Required;

    private string Table => RecordColumns.Table(set.Schema);

    private Sort First => set.Sorts[0];

    /// <summary>The part of the order that this attempt looks at.</summary>
    public void WriteStretch(SqlText sql, SearchPlan plan, bool emptyPart, Keyset? after)
    {
        if (plan.Until is not { Key: not null })
        {
            WritePart(sql, plan, emptyPart);
        }

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

    /// <summary>What lies behind a keyset, both parts in one order.</summary>
    public void WriteBehind(SqlText sql, SearchPlan plan, Keyset after)
    {
        WriteAfter(sql.Add(" AND ("), 0, after, plan);
        sql.Add(HasEmptyPart && !after.AmongEmpty ? $" OR {Column(First, plan)} IS NULL)" : ")");
    }

    /// <summary>What is asked of the one field that is sorted by says where a walk begins and ends.</summary>
    public void WriteBounds(SqlText sql)
    {
        foreach (var bound in set.Bounds)
        {
            ConditionSql.Write(sql.Add(" AND "), bound, dialect, set.Clock);
        }
    }

    /// <summary>In a part the first key is empty everywhere or nowhere; told where empty ones go, PostgreSQL would not see its index.</summary>
    public void Write(SqlText sql, SearchPlan plan, bool inParts)
    {
        sql.Add(" ORDER BY ");
        foreach (var sort in set.Sorts)
        {
            var empty = sort.Field.Required || (inParts && sort == First) ? "" : " NULLS LAST";
            sql.Add($"{Column(sort, plan)} {(sort.Descending ? "DESC" : "ASC")}{empty}, ");
        }

        sql.Add($"{Tie(plan)} {(set.Sorts[^1].Descending ? "DESC" : "ASC")}");
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

    private string Tie(SearchPlan plan) => plan.SteersOrder ? dialect.WithoutIndex(dialect.Tie) : dialect.Tie;

    private string Column(Sort sort, SearchPlan plan) =>
        plan.SteersOrder ? dialect.WithoutIndex(sort.Field.CompareColumn) : sort.Field.CompareColumn;
}
