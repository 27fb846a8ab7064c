using CrmAdmin.Conditions;
using CrmAdmin.Records;
using CrmAdmin.Storage;

namespace CrmAdmin.Search;

/// <summary>A part of a tree that every match fulfils and that an index can find.</summary>
/// <param name="Node">A condition, or a group of which every child is such a part.</param>
/// <param name="IsOrdered">Whether its index holds the candidates in order of creation.</param>
internal sealed record IndexedTerm(Node Node, bool IsOrdered)
{
    private static readonly string[] Points = ["equals", "includes", "is_empty"];
    private static readonly string[] Others = ["includes_any", "includes_all", "starts_with"];

    /// <summary>The terms of a tree; the tree itself is one where it is a single condition.</summary>
    public static IReadOnlyList<IndexedTerm> Of(Node node) => node switch
    {
        Group { Operator: GroupOperator.And } all => [.. all.Children.SelectMany(Of)],
        SegmentCondition segment => Of(segment.Resolved),
        Group any when any.Children.Count > 0 && any.Children.All(IsIndexed) => [new IndexedTerm(any, false)],
        Condition condition when IsIndexed(condition) => [new IndexedTerm(condition, IsPoint(condition))],
        _ => [],
    };

    /// <summary>Writes the term so that its index is used; each branch of an OR repeats the scope that partial indexes ask for.</summary>
    public void Write(SqlText sql, RecordSet set, SqlDialect dialect)
    {
        if (Node is not Group any)
        {
            ConditionSql.Write(sql, Node, dialect, set.Clock);
            return;
        }

        for (var i = 0; i < any.Children.Count; i++)
        {
            ConditionSql.Write(sql.Add(i == 0 ? "((" : " OR ("), any.Children[i], dialect, set.Clock);
            sql.Add($" AND {set.Scope})");
        }

        sql.Add(")");
    }

    /// <summary>Counts the candidates, no further than <paramref name="most"/>.</summary>
    public SqlText Count(RecordSet set, SqlDialect dialect, long most)
    {
        var sql = new SqlText().Add($"SELECT count(*) FROM (SELECT 1 FROM {RecordColumns.Table(set.Schema)} WHERE {set.Scope} AND ");
        Write(sql, set, dialect);
        return sql.Add(" LIMIT ").Value(most).Add(") AS counted");
    }

    private static bool IsIndexed(Node node) => node is Condition condition && HasIndex(condition.Field)
        && (Points.Contains(condition.Operator.Key) || Others.Contains(condition.Operator.Key));

    private static bool IsPoint(Condition condition) =>
        condition.Field.Property is not null && Points.Contains(condition.Operator.Key);

    private static bool HasIndex(Field field) =>
        field.Property is { } property ? RecordTableSchema.IsIndexed(property.FieldType) : field.Path is "name" or "recordId";
}
