using CrmAdmin.Conditions;
using CrmAdmin.Records;
using CrmAdmin.Storage;

namespace CrmAdmin.Search;

/// <summary>Writes the statements of a search: pages behind a keyset, counts, everything in order.</summary>
internal sealed class SearchSql(RecordSet set, SqlDialect dialect)
{
    private readonly OrderSql order = new(set, dialect);
    private readonly string table = RecordColumns.Table(set.Schema);

    /// <summary>Whether records with an empty first key form a part of their own behind the others.</summary>
    public bool HasEmptyPart => order.HasEmptyPart;

    /// <summary>A page of one part: the records with a first sort key, or those without.</summary>
    public SqlText Page(SearchPlan plan, bool emptyPart, Keyset? after, int limit)
    {
        var sql = Records();
        if (plan.InBlocks || (plan.NoIndex && set.IsShort(dialect, inOrder: true)))
        {
            WriteRows(sql.Add($"{table} WHERE rid IN (SELECT "), plan, emptyPart, after, limit);
            order.Write(sql.Add(")"), plan, inParts: true);
            return sql;
        }

        if (!dialect.HasStatistics || plan == SearchPlan.Natural)
        {
            WriteFound(sql.Add(From(plan)), plan, emptyPart, after);
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

    /// <summary>The places of a page's records. On SQLite alone.</summary>
    public SqlText PagePlaces(SearchPlan plan, bool emptyPart, Keyset? after, int limit) =>
        WriteRows(new SqlText().Add($"SELECT {set.Sorts[0].Field.CompareColumn}, "), plan, emptyPart, after, limit);

    /// <summary>The first of these rows in order. On SQLite alone.</summary>
    public SqlText Among(IEnumerable<long> rows, SearchPlan plan, int limit)
    {
        var sql = Records().Add($"{table} WHERE rid IN (SELECT value FROM json_each(").Value($"[{string.Join(',', rows)}]").Add("))");
        order.Write(sql, plan, inParts: true);
        return sql.Add(" LIMIT ").Value((long)limit);
    }

    private SqlText Records() => new SqlText().Add($"SELECT {RecordColumns.Select(set.Schema)} FROM ");

    private SqlText WriteRows(SqlText sql, SearchPlan plan, bool emptyPart, Keyset? after, int limit)
    {
        WriteFound(sql.Add($"{table}.rid FROM {From(plan, set.IsShort(dialect, inOrder: true))}"), plan, emptyPart, after);
        return sql.Add(" LIMIT ").Value((long)limit);
    }

    private void WriteFound(SqlText sql, SearchPlan plan, bool emptyPart, Keyset? after)
    {
        WriteWhere(sql, plan);
        order.WriteStretch(sql, plan, emptyPart, after);
        order.Write(sql, plan, inParts: true);
    }

    /// <summary>In order, and only then tested: PostgreSQL looks into no query that skips rows, be they none, nor sorts more of it than are asked for.</summary>
    private void WriteWalk(SqlText sql, SearchPlan plan, bool emptyPart, Keyset? after)
    {
        sql.Add($"(SELECT * FROM {table} WHERE {set.Scope}");
        plan.Term?.Write(sql.Add(" AND "), set, dialect, null);
        order.WriteBounds(sql);
        order.WriteStretch(sql, plan, emptyPart, after);
        order.Write(sql, plan, inParts: true);
        _ = plan.Most is { } most ? sql.Add(" LIMIT ").Value((long)most) : sql.Add(" OFFSET 0");
        ConditionSql.Write(sql.Add(") AS walked WHERE "), set.Where, dialect, set.Clock, steered: true);
    }

    /// <summary>All that match, and only then in order.</summary>
    private void WriteGathered(SqlText sql, SearchPlan plan, bool emptyPart, Keyset? after)
    {
        set.WriteWhere(sql.Add($"(SELECT * FROM {table}"), dialect, plan.SteersConditions);
        order.WriteStretch(sql, plan, emptyPart, after);
        order.Write(sql.Add(" OFFSET 0) AS gathered"), plan, inParts: true);
    }

    /// <summary>Some columns of every record in order, in one statement.</summary>
    public SqlText All(SearchPlan plan, string columns)
    {
        var sql = new SqlText().Add($"SELECT {columns} FROM {From(plan)}");
        WriteWhere(sql, plan);
        order.Write(sql, plan, inParts: false);
        return sql;
    }

    /// <summary>How many there are; no more than <paramref name="most"/> are counted where it is given.</summary>
    public SqlText Count(SearchPlan plan, long? most) => WriteCount(new SqlText(), plan, most);

    /// <summary>Writes the same, behind what stands there.</summary>
    public SqlText WriteCount(SqlText sql, SearchPlan plan, long? most)
    {
        if (plan.CountsInTurn(most))
        {
            return WriteCountInTurn(sql, plan, plan.Term!, most!.Value);
        }

        sql.Add(most is null ? "SELECT count(*) FROM " : "SELECT count(*) FROM (SELECT 1 FROM ").Add(From(plan, set.IsShort(dialect, inOrder: false)));
        WriteWhere(sql, plan);
        return most is null ? sql : sql.Add(" LIMIT ").Value(most).Add(") AS counted");
    }

    /// <summary>
    /// One index after the other, as far as is needed, where to put all that they find into one set would be half the work. A
    /// record is counted by the first condition that it fulfils.
    /// </summary>
    private SqlText WriteCountInTurn(SqlText sql, SearchPlan plan, IndexedTerm several, long most)
    {
        sql.Add("SELECT count(*) FROM (");
        for (var i = 0; i < several.Branches.Count; i++)
        {
            var one = plan with { Term = new IndexedTerm(several.Branches[i]) };
            WriteWhere(sql.Add($"{(i == 0 ? "" : " UNION ALL ")}SELECT 1 FROM {From(one)}"), one);
            ConditionSql.Write(sql.Add(" AND "), several.Branches[i], dialect, set.Clock, steered: true);
            foreach (var before in several.Branches.Take(i))
            {
                WriteWithout(sql, before);
            }
        }

        return sql.Add(" LIMIT ").Value(most).Add(") AS counted");
    }

    private void WriteWithout(SqlText sql, Node without)
    {
        ConditionSql.Write(sql.Add(" AND ("), without, dialect, set.Clock, steered: true);
        sql.Add(") IS NOT TRUE");
    }

    /// <summary>The id of the record so many places behind the keyset, both parts in one order.</summary>
    public SqlText IdAt(SearchPlan plan, Keyset? after, long places)
    {
        var sql = new SqlText().Add($"SELECT id FROM {table} WHERE {dialect.Tie} = (SELECT {dialect.Tie} FROM {From(plan, set.IsShort(dialect, inOrder: true))}");
        WriteWhere(sql, plan);
        if (after is not null)
        {
            order.WriteBehind(sql, plan, after);
        }

        order.Write(sql, plan, inParts: false);
        return sql.Add(" LIMIT 1 OFFSET ").Value(places - 1).Add(")");
    }

    /// <summary>The place of the record so many places behind the keyset in one part, read from the sort's own index alone.</summary>
    public SqlText PlaceAt(bool emptyPart, Keyset? after, int places)
    {
        var sql = new SqlText().Add($"SELECT {set.Sorts[0].Field.CompareColumn}, {dialect.Tie} FROM {table} WHERE {set.Scope}");
        order.WriteBounds(sql);
        order.WriteStretch(sql, SearchPlan.Walk, emptyPart, after);
        order.Write(sql, SearchPlan.Walk, inParts: true);
        return sql.Add(" LIMIT 1 OFFSET ").Value((long)places);
    }

    private void WriteWhere(SqlText sql, SearchPlan plan)
    {
        set.WriteWhere(sql, dialect, plan.SteersConditions);
        plan.Term?.Write(sql.Add(" AND "), set, dialect, plan.Rows);
        if (plan is { Term: null, Rows: { } rows })
        {
            rows.Write(sql, "rid");
        }

        if (plan.Without is { } without)
        {
            WriteWithout(sql, without);
        }

        if (plan.Walks)
        {
            order.WriteBounds(sql);
        }
    }

    /// <param name="plan">How they are found.</param>
    /// <param name="isShort">Whether the index of short values has all that is read.</param>
    private string From(SearchPlan plan, bool isShort = false) => dialect.HasStatistics ? table
        : plan.Term?.TextTable(set) is { } grams ? $"{grams} CROSS JOIN {table} ON {table}.rid = {grams}.rowid"
        : plan.InBlocks ? $"{table} INDEXED BY {RecordIndexes.Name(set.Schema.Number, set.Sorts[0].Field)}"
        : !plan.NoIndex ? table
        : isShort ? $"{table} INDEXED BY {ScanIndex.Of(set.Schema.Number, []).Name}" : table + " NOT INDEXED";
}
