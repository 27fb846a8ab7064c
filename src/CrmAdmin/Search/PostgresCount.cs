using CrmAdmin.Conditions;
using CrmAdmin.Records;
using CrmAdmin.Storage;

namespace CrmAdmin.Search;

/// <summary>Writes counts for PostgreSQL: what of them it does not find out by itself.</summary>
internal sealed class PostgresCount(RecordSet set, SqlDialect dialect, CrmDb db)
{
    private readonly string table = RecordColumns.Table(set.Schema);
    private readonly SearchSql search = new(set, dialect);

    /// <summary>The statement that counts the set.</summary>
    /// <param name="core">The one node that decides.</param>
    /// <param name="most">No more than these are counted; null for all.</param>
    /// <param name="ct">Stops asking the server.</param>
    public async Task<SqlText> SqlAsync(Node core, long? most, CancellationToken ct)
    {
        if (most is null && core.MatchesAll)
        {
            return Counter.WriteLive(new SqlText().Add("SELECT "), table);
        }

        if (most is null && core is Condition condition && Counter.Complement(condition) is { } left && OnTrees(left) is { } without)
        {
            return WriteEach(Counter.WriteLive(new SqlText().Add("SELECT "), table).Add(" - "), without, null);
        }

        if (core is Group && OnTrees(core) is { } any && (await Explained.ReadAsync(db, search.Count(SearchPlan.Natural, null), ct)).LooksUpEach)
        {
            return WriteEach(new SqlText().Add("SELECT "), any, most);
        }

        // What it would read from the beginning by itself is tested without what an index looks up.
        var (natural, scan) = (search.Count(SearchPlan.Natural, most), search.Count(SearchPlan.Scan, most));
        return natural.ToString() != scan.ToString() && await Explained.ReadAsync(db, natural, ct) is { ReadsTable: true, IsShared: false } ? scan : natural;
    }

    /// <summary>The term that is the node and is found on trees, which PostgreSQL can count without looking at the records.</summary>
    private static IndexedTerm? OnTrees(Node node) => IndexedTerm.Whole(node) is { IsText: false } term ? term : null;

    /// <summary>Each branch's own index gives ids; asked for all branches at once, it would look at each record.</summary>
    private SqlText WriteEach(SqlText sql, IndexedTerm term, long? most)
    {
        sql.Add("(SELECT count(*) FROM (");
        for (var i = 0; i < term.Branches.Count; i++)
        {
            sql.Add($"{(i == 0 ? "" : " UNION ")}SELECT id FROM {table} WHERE {set.Scope} AND ");
            ConditionSql.Write(sql, term.Branches[i], dialect, set.Clock);
        }

        return most is null ? sql.Add(") AS counted)") : sql.Add(" LIMIT ").Value(most).Add(") AS counted)");
    }
}
