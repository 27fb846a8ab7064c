using CrmAdmin.Conditions;
using CrmAdmin.Entities;
using CrmAdmin.Records;
using CrmAdmin.Storage;

namespace CrmAdmin.Search;

/// <summary>Holds one record against conditions one by one, by the same SQL that searches with them.</summary>
internal static class Truth
{
    /// <summary>Fewer than either engine takes as columns of one result.</summary>
    private const int AtOnce = 500;

    /// <summary>Those conditions of a tree, segments' own included, that the record fulfils; told by reference.</summary>
    public static async Task<IReadOnlySet<Condition>> MatchingAsync(
        CrmDb db, SqlDialect dialect, EntitySchema schema, string recordId, Node tree, ConditionClock clock, CancellationToken ct)
    {
        var conditions = new HashSet<Condition>(ReferenceEqualityComparer.Instance);
        Collect(tree, conditions);
        var matching = new HashSet<Condition>(ReferenceEqualityComparer.Instance);
        foreach (var some in conditions.Chunk(AtOnce))
        {
            await using var command = await RecordTable.CommandAsync(db, Question(dialect, schema, recordId, some, clock), ct);
            await using var row = await command.ExecuteReaderAsync(ct);
            await row.ReadAsync(ct);
            matching.UnionWith(some.Where((_, i) => row.GetInt32(i) == 1));
        }

        return matching;
    }

    private static SqlText Question(SqlDialect dialect, EntitySchema schema, string recordId, Condition[] conditions, ConditionClock clock)
    {
        var sql = new SqlText().Add("SELECT ");
        for (var i = 0; i < conditions.Length; i++)
        {
            ConditionSql.Write(sql.Add(i == 0 ? "CASE WHEN " : ", CASE WHEN "), conditions[i], dialect, clock);
            sql.Add(" THEN 1 ELSE 0 END");
        }

        return sql.Add($" FROM {RecordColumns.Table(schema)} WHERE {RecordColumns.Live} AND id = ").Value(recordId);
    }

    private static void Collect(Node node, HashSet<Condition> conditions)
    {
        switch (node)
        {
            case Condition condition:
                conditions.Add(condition);
                break;
            case SegmentCondition segment:
                Collect(segment.Resolved, conditions);
                break;
            case Group group:
                foreach (var child in group.Children)
                {
                    Collect(child, conditions);
                }

                break;
        }
    }
}
