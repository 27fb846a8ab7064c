using CrmAdmin.Conditions;
using CrmAdmin.Records;
using CrmAdmin.Search.Grams;
using CrmAdmin.Storage;

namespace CrmAdmin.Search;

/// <summary>A part of a tree that every match fulfils and that an index can find.</summary>
/// <param name="Node">A condition, or a group of which every child is such a part.</param>
/// <param name="IsOrdered">Whether its index holds the candidates in order of creation.</param>
internal sealed record IndexedTerm(Node Node, bool IsOrdered)
{
    /// <summary>The field whose order the walk follows.</summary>
    public const string Creation = "dateCreated";

    private static readonly string[] Points = ["equals", "includes", "is_empty"];
    private static readonly string[] Others = ["includes_any", "includes_all", "starts_with"];
    private static readonly string[] Substrings = ["contains", "equals", "includes", "starts_with", "ends_with"];
    private static readonly string[] Sets = ["includes", "includes_any", "includes_all"];

    /// <summary>The terms of a tree; the tree itself is one where it is a single condition.</summary>
    public static IReadOnlyList<IndexedTerm> Of(Node node) => node switch
    {
        Group { Operator: GroupOperator.And } all => [.. all.Children.SelectMany(Of)],
        SegmentCondition segment => Of(segment.Resolved),
        Group any when any.Children.Count > 0 && any.Children.All(IsIndexed) => [new IndexedTerm(any, false)],
        Condition condition when IsIndexed(condition) => [new IndexedTerm(condition, IsPoint(condition))],
        _ => [],
    };

    /// <summary>The conditions on the instant of creation that every match fulfils; the walk's index finds them.</summary>
    public static IEnumerable<IndexedTerm> OfCreation(Node node) => node switch
    {
        Group { Operator: GroupOperator.And } all => all.Children.SelectMany(OfCreation),
        SegmentCondition segment => OfCreation(segment.Resolved),
        Condition { Field.Path: Creation, Operator.Key: not ("not_equals" or "is_empty" or "is_not_empty") } range => [new IndexedTerm(range, false)],
        _ => [],
    };

    /// <summary>The term that is the node and of which the index alone decides, no record being looked at; null where there is none.</summary>
    public static IndexedTerm? Whole(Node node) => node switch
    {
        Condition condition when HasOwnIndex(condition) || IsDecided(condition) => new IndexedTerm(condition, false),
        Group { Operator: GroupOperator.Or } any when any.Children.Count > 0 && any.Children.All(child => child is Condition one && HasOwnIndex(one)) =>
            new IndexedTerm(any, false),
        _ => null,
    };

    /// <summary>Whether a text index finds it, which holds the trash as well.</summary>
    public bool IsText => Node is Condition condition && Needle(condition) is not null;

    /// <summary>Writes the term so that its index is used; each branch of an OR repeats the scope that partial indexes ask for.</summary>
    public void Write(SqlText sql, RecordSet set, SqlDialect dialect)
    {
        if (Node is not Group any)
        {
            WriteOne(sql, (Condition)Node, set, dialect);
            return;
        }

        for (var i = 0; i < any.Children.Count; i++)
        {
            WriteOne(sql.Add(i == 0 ? "((" : " OR ("), (Condition)any.Children[i], set, dialect);
            sql.Add($" AND {set.Scope})");
        }

        sql.Add(")");
    }

    /// <summary>
    /// Counts the candidates, no further than <paramref name="most"/> a branch, each on its index alone. One that several
    /// branches of an OR find is counted as often: the choice of a plan needs no more.
    /// </summary>
    public SqlText Count(RecordSet set, SqlDialect dialect, long most)
    {
        var sql = new SqlText().Add("SELECT ");
        WriteCount(sql, set, dialect, most);
        return sql;
    }

    /// <summary>Writes <see cref="Count"/> as an expression; to the end where <paramref name="most"/> is null.</summary>
    public void WriteCount(SqlText sql, RecordSet set, SqlDialect dialect, long? most)
    {
        var branches = Node is Group any ? any.Children : [Node];
        for (var i = 0; i < branches.Count; i++)
        {
            CountOne(sql.Add(i == 0 ? "" : " + "), (Condition)branches[i], set, dialect, most);
        }
    }

    /// <summary>
    /// To count no further than a limit would have each row handed on singly; to skip that many is cheaper, and tells first
    /// whether there is anything to count.
    /// </summary>
    private static void CountOne(SqlText sql, Condition condition, RecordSet set, SqlDialect dialect, long? most)
    {
        if (most is { } limit)
        {
            WriteRows(sql.Add("CASE WHEN (SELECT 1"), condition, set, dialect);
            sql.Add(" LIMIT 1 OFFSET ").Value(limit - 1).Add(") IS NOT NULL THEN ").Value(limit).Add(" ELSE ");
        }

        WriteRows(sql.Add("(SELECT count(*)"), condition, set, dialect);
        sql.Add(most is null ? ")" : ") END");
    }

    private static void WriteRows(SqlText sql, Condition condition, RecordSet set, SqlDialect dialect)
    {
        if (Needle(condition) is { } needle)
        {
            var grams = GramTable.Name(set.Schema.Number, condition.Field);
            sql.Add($" FROM {grams} WHERE {grams} MATCH ").Value(needle);
            return;
        }

        ConditionSql.Write(sql.Add($" FROM {RecordColumns.Table(set.Schema)} WHERE {set.Scope} AND "), condition, dialect, set.Clock);
    }

    private static void WriteOne(SqlText sql, Condition condition, RecordSet set, SqlDialect dialect)
    {
        if (Needle(condition) is { } needle)
        {
            var grams = GramTable.Name(set.Schema.Number, condition.Field);
            sql.Add($"rid IN (SELECT rowid FROM {grams} WHERE {grams} MATCH ").Value(needle).Add(")");
            return;
        }

        ConditionSql.Write(sql, condition, dialect, set.Clock);
    }

    private static bool IsIndexed(Node node) => node is Condition condition && (HasOwnIndex(condition) || Needle(condition) is not null);

    /// <summary>What to look up in the field's text index; null where it has none or the text is too short for it.</summary>
    private static string? Needle(Condition condition)
    {
        if (HasOwnIndex(condition) || !condition.Field.IsSearched)
        {
            return null;
        }

        if (condition.Field.Kind.IsSet())
        {
            return Sets.Contains(condition.Operator.Key) ? Gram.Query(condition.Values.Cast<string>().Select(Folding.Member), condition.Operator.Key == "includes_all") : null;
        }

        return Substrings.Contains(condition.Operator.Key) ? Gram.Query(Folding.Fold((string)condition.Values[0])) : null;
    }

    /// <summary>Whether the field's text index says by itself which records match.</summary>
    private static bool IsDecided(Condition condition) => Needle(condition) is not null
        && (condition.Field.Kind.IsSet() || (condition.Operator.Key == "contains" && Gram.IsPiece(Folding.Fold((string)condition.Values[0]))));

    private static bool HasOwnIndex(Condition condition) =>
        (Points.Contains(condition.Operator.Key) || Others.Contains(condition.Operator.Key))
        && (condition.Field.Property is { } property ? RecordIndexes.Has(property.FieldType) : condition.Field.Path is "name" or "recordId");

    private static bool IsPoint(Condition condition) =>
        condition.Field.Property is not null && HasOwnIndex(condition) && Points.Contains(condition.Operator.Key);
}
