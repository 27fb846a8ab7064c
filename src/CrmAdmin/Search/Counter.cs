using CrmAdmin.Conditions;
using CrmAdmin.Records;
using CrmAdmin.Storage;

namespace CrmAdmin.Search;

/// <summary>Counts a set. An index alone counts where it can, a complement by what it leaves out.</summary>
internal sealed class Counter(RecordSet set, SqlDialect dialect, SearchTuning tuning, CrmDb db)
{
    /// <summary>Records that are looked at to learn whether a value is common.</summary>
    private const int Sample = 64;

    private static readonly Dictionary<string, string> Complements = new(StringComparer.Ordinal)
    {
        ["not_equals"] = "equals", ["not_contains"] = "contains", ["excludes"] = "includes_any", ["is_not_empty"] = "is_empty",
    };

    private readonly string table = RecordColumns.Table(set.Schema);
    private readonly SearchSql search = new(set, dialect);
    private readonly Planner planner = new(set, dialect, tuning, db);

    /// <summary>The number of records; where it is more than <paramref name="most"/>, no less than that.</summary>
    public async Task<long> CountAsync(long? most, ParallelReads parallel, CancellationToken ct)
    {
        if (await SettledAsync(most, ct) is { } settled)
        {
            return await RunAsync(db, settled, ct);
        }

        // Of what is counted in turn each part would have to go along every index.
        var parts = await planner.ForCountAsync(ct);
        var plan = parts[0].Plan;
        return !plan.CountsInTurn(most) && await planner.SharedRowsAsync(plan, inOrder: false, ct) is { } rows
            ? await SharedAsync(parts, rows, most, parallel, ct)
            : await RunAsync(db, Sum(parts, most), ct);
    }

    /// <summary>One statement that counts.</summary>
    public async Task<SqlText> SqlAsync(long? most, CancellationToken ct) =>
        await SettledAsync(most, ct) ?? Sum(await planner.ForCountAsync(ct), most);

    private static async Task<long> RunAsync(CrmDb reader, SqlText sql, CancellationToken ct)
    {
        await using var command = await RecordTable.CommandAsync(reader, sql, ct);
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }

    private SqlText Sum(IReadOnlyList<CountPart> parts, long? most)
    {
        var sql = new SqlText();
        for (var i = 0; i < parts.Count; i++)
        {
            new SearchSql(parts[i].Set, dialect).WriteCount(sql.Add(i == 0 ? "SELECT (" : ") + ("), parts[i].Plan, most);
        }

        return sql.Add(")");
    }

    /// <summary>
    /// Counts by several processors, none of them further than all together have to. The first of the parts is cut up by rows; a
    /// second one comes last, as it may not be needed.
    /// </summary>
    private Task<long> SharedAsync(IReadOnlyList<CountPart> parts, long rows, long? most, ParallelReads parallel, CancellationToken ct)
    {
        var (counted, further) = (0L, parts.Count - 1);
        async Task<long> CountPartAsync(CrmDb reader, ReadPart read)
        {
            var cut = read with { Of = read.Of - further };
            var part = read.Index < cut.Of ? parts[0] with { Plan = parts[0].Plan with { Rows = RowRange.Of(cut, rows) } } : parts[1];
            var left = most - Interlocked.Read(ref counted);
            return Interlocked.Add(ref counted, left <= 0 ? 0 : await RunAsync(reader, Sum([part], left), ct));
        }

        return parallel.RunAsync(db, readers => parts[0].Plan.Parts(readers) + further, CountPartAsync, _ => Task.FromResult(counted), ct);
    }

    /// <summary>The statement where there is nothing to choose; else null.</summary>
    private async Task<SqlText?> SettledAsync(long? most, CancellationToken ct)
    {
        if (set.Scope != RecordColumns.Live)
        {
            return search.Count(SearchPlan.Natural, most);
        }

        if (dialect.HasStatistics)
        {
            return await new PostgresCount(set, dialect, db).SqlAsync(Core(set.Where), most, ct);
        }

        var quick = new SqlText().Add("SELECT ");
        if (most is null && Core(set.Where) is Condition { Operator.Key: "equals" } lone && IndexedTerm.IsOrdered(lone) && await IsCommonAsync(lone, ct))
        {
            return WriteOthers(quick, lone);
        }

        return WriteQuick(quick, Core(set.Where), most) ? quick : null;
    }

    /// <summary>Whether a value stands in more than half of some records spread over the table.</summary>
    private async Task<bool> IsCommonAsync(Condition condition, CancellationToken ct)
    {
        var sql = new SqlText().Add("SELECT COALESCE(2 * sum(");
        ConditionSql.Write(sql, condition, dialect, set.Clock, steered: true);
        sql.Add($") > count(*), 0) FROM {table} WHERE {set.Scope} AND rid IN (WITH RECURSIVE places(i) AS (VALUES (0) UNION ALL SELECT i + 1 FROM places LIMIT {Sample}) ")
            .Add($"SELECT i * (SELECT max(rid) FROM {table}) / {Sample} + 1 FROM places)");
        await using var command = await RecordTable.CommandAsync(db, sql, ct);
        return (long)(await command.ExecuteScalarAsync(ct))! == 1;
    }

    /// <summary>
    /// Counts a common value by all the others. Behind and before a value SQLite counts an index without comparing; along
    /// the value it compares each entry.
    /// </summary>
    private SqlText WriteOthers(SqlText sql, Condition condition)
    {
        var (column, value) = (condition.Field.CompareColumn, sql.Parameter(Interval.Of(condition.Field, condition.Values[0], set.Clock.Zone).Low));
        WriteAll(sql, null);
        foreach (var other in new[] { $"< {value}", $"> {value}", "IS NULL" })
        {
            sql.Add($" - (SELECT count(*) FROM {table} WHERE {set.Scope} AND {column} {other})");
        }

        return sql;
    }

    /// <summary>The one node that decides, without groups of one round it.</summary>
    private static Node Core(Node node) => node switch
    {
        SegmentCondition segment => Core(segment.Resolved),
        Group group when group.Children.Where(child => !child.MatchesAll).ToList() is [var only]
            && (group.Operator == GroupOperator.And || group.Children.Count == 1) => Core(only),
        _ => node,
    };

    /// <summary>Writes an expression that counts a node by indexes alone; false, and nothing written, where there is none.</summary>
    private bool WriteQuick(SqlText sql, Node node, long? most)
    {
        if (node.MatchesAll)
        {
            WriteAll(sql, most);
            return true;
        }

        if (node is Condition condition && Complement(condition) is { } left && IndexedTerm.Whole(left) is { } without)
        {
            WriteAll(sql, null);
            sql.Add(" - ");
            WriteTerm(sql, without, null);
            return true;
        }

        if (IndexedTerm.Whole(node) is { } term)
        {
            WriteTerm(sql, term, most);
            return true;
        }

        return false;
    }

    /// <summary>Writes an expression that counts all live records of a table: a whole index, the smallest, is counted without looking at what is in it.</summary>
    public static SqlText WriteLive(SqlText sql, string table) =>
        sql.Add($"((SELECT count(*) FROM {table}) - (SELECT count(*) FROM {table} WHERE deleted_at IS NOT NULL))");

    /// <summary>The condition that holds exactly where this one does not; null where there is none.</summary>
    public static Condition? Complement(Condition condition) =>
        Complements.TryGetValue(condition.Operator.Key, out var key) ? condition with { Operator = Operators.Find(key)! } : null;

    private void WriteAll(SqlText sql, long? most)
    {
        if (most is null)
        {
            WriteLive(sql, table);
            return;
        }

        sql.Add($"(SELECT count(*) FROM (SELECT 1 FROM {table} WHERE {set.Scope} LIMIT ").Value(most).Add("))");
    }

    /// <summary>What a text index finds stands in the trash as well; what is found there is taken off again.</summary>
    private void WriteTerm(SqlText sql, IndexedTerm term, long? most)
    {
        if (!term.IsText)
        {
            WriteOwn(sql, term, most);
            return;
        }

        IndexedTerm.WriteCount(sql.Add("("), term.Branches[0], set, dialect, null);
        ConditionSql.Write(
            sql.Add($" - (SELECT count(*) FROM {table} WHERE deleted_at IS NOT NULL AND "), term.Branches[0], dialect, set.Clock, steered: true);
        sql.Add("))");
    }

    /// <summary>Each branch repeats the scope that partial indexes ask for; told once more outside, it would have each row looked at.</summary>
    private void WriteOwn(SqlText sql, IndexedTerm term, long? most)
    {
        sql.Add(most is null ? $"(SELECT count(*) FROM {table} WHERE " : $"(SELECT count(*) FROM (SELECT 1 FROM {table} WHERE ");
        for (var i = 0; i < term.Branches.Count; i++)
        {
            ConditionSql.Write(sql.Add(i == 0 ? $"({set.Scope} AND " : $" OR ({set.Scope} AND "), term.Branches[i], dialect, set.Clock);
            sql.Add(")");
        }

        _ = most is null ? sql.Add(")") : sql.Add(" LIMIT ").Value(most).Add("))");
    }
}
