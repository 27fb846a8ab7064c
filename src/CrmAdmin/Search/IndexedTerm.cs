using CrmAdmin.Conditions;
using CrmAdmin.Entities;
using CrmAdmin.Records;
using CrmAdmin.Search.Grams;
using CrmAdmin.Storage;

namespace CrmAdmin.Search;

/// <summary>Candidates that indexes find: every match of a tree is among the records that fulfil one of some conditions.</summary>
/// <param name="Branches">The conditions, each with an index of its own; one or more.</param>
internal sealed record IndexedTerm(IReadOnlyList<Condition> Branches)
{
    /// <summary>The field whose order the walk follows.</summary>
    public const string Creation = "dateCreated";

    private static readonly string[] Points = ["equals", "includes", "is_empty"];
    private static readonly string[] Others = ["includes_any", "includes_all", "starts_with"];
    private static readonly string[] Substrings = ["contains", "equals", "includes", "starts_with", "ends_with"];
    private static readonly string[] Sets = ["includes", "includes_any", "includes_all"];
    private static readonly string[] Complements = ["not_equals", "is_empty", "is_not_empty"];
    private static readonly FieldKind[] Ranged = [FieldKind.Number, FieldKind.Date, FieldKind.Instant];

    /// <summary>A single condition.</summary>
    public IndexedTerm(Condition only)
        : this([only])
    {
    }

    /// <summary>
    /// The parts of a tree of which any one may give the candidates: conditions with an index of their own, and groups joined
    /// by OR, which give them where each of their children does.
    /// </summary>
    public static IEnumerable<Node> Choices(Node node) => node switch
    {
        { MatchesAll: true } => [],
        Group { Operator: GroupOperator.And } all => all.Children.SelectMany(Choices),
        SegmentCondition segment => Choices(segment.Resolved),
        Condition condition when !HasIndex(condition) && Needle(condition) is null && !IsOfCreation(condition) => [],
        _ => [node],
    };

    /// <summary>Whether the condition is on the instant of creation and found by the walk's own index.</summary>
    public static bool IsOfCreation(Condition condition) =>
        condition.Field.Path == Creation && !Complements.Contains(condition.Operator.Key);

    /// <summary>Whether the condition is a stretch of an index that is walked in the order of its field.</summary>
    public static bool IsInOrder(Condition condition) => IsOfCreation(condition) || IsStretch(condition, made: true);

    /// <summary>
    /// Whether a tree looks for parts of texts or members of sets, of which an engine with statistics knows the common ones alone,
    /// or for a stretch that an index would find if it were made.
    /// </summary>
    public static bool IsGuessed(Node node) => node switch
    {
        { MatchesAll: true } => false,
        Group group => group.Children.Any(IsGuessed),
        SegmentCondition segment => IsGuessed(segment.Resolved),
        Condition condition => condition.Operator.Key is "contains" or "ends_with" or "keyword"
            || (condition.Field.Kind.IsSet() && Sets.Contains(condition.Operator.Key))
            || (IsStretch(condition, made: false) && !IsStretch(condition, made: true)),
        _ => false,
    };

    /// <summary>The properties of which a search would find stretches, if they had an index in their order.</summary>
    public static IEnumerable<Property> Stretches(Node node) => node switch
    {
        Group group => group.Children.SelectMany(Stretches),
        SegmentCondition segment => Stretches(segment.Resolved),
        Condition condition when IsStretch(condition, made: false) => [condition.Field.Property!],
        _ => [],
    };

    /// <summary>Whether the condition's index holds its records in order of creation.</summary>
    public static bool IsOrdered(Condition condition) =>
        condition.Field.Property is not null && HasOwnIndex(condition) && Points.Contains(condition.Operator.Key);

    /// <summary>The term that is the node and of which the indexes alone decide, no record being looked at; null where there is none.</summary>
    public static IndexedTerm? Whole(Node node) => node switch
    {
        Condition condition when HasIndex(condition) || IsDecided(condition) => new IndexedTerm(condition),
        Group { Operator: GroupOperator.Or } any when any.Children.Count > 0 && any.Children.All(child => child is Condition one && HasIndex(one)) =>
            new IndexedTerm([.. any.Children.Cast<Condition>()]),
        _ => null,
    };

    /// <summary>Whether a text index finds it, which holds the trash as well.</summary>
    public bool IsText => Branches is [var only] && Needle(only) is not null;

    /// <summary>
    /// The text index whose rows alone are the candidates, to be read first; null where there is none or several. Its rows come in
    /// the order of their numbers: as a set of numbers they would first be put in order once more.
    /// </summary>
    public string? TextTable(RecordSet set) => IsText ? GramTable.Name(set.Schema.Number, Branches[0].Field) : null;

    /// <summary>Writes that a record is among the candidates, so that the indexes find them; <see cref="TextTable"/> is among the tables read.</summary>
    /// <param name="sql">Where it is written.</param>
    /// <param name="set">What is searched.</param>
    /// <param name="dialect">The engine's ways.</param>
    /// <param name="rows">The candidates that are meant, by their numbers; null for all.</param>
    public void Write(SqlText sql, RecordSet set, SqlDialect dialect, RowRange? rows)
    {
        if (TextTable(set) is { } grams)
        {
            sql.Add($"{grams} MATCH ").Value(Needle(Branches[0])!);
            rows?.Write(sql, grams + ".rowid");
            return;
        }

        if (Branches is [var only])
        {
            ConditionSql.Write(sql, only, dialect, set.Clock);
            rows?.Write(sql, dialect.WithoutIndex("rid"));
            return;
        }

        sql.Add("rid IN (");
        for (var i = 0; i < Branches.Count; i++)
        {
            WriteRows(sql.Add(i == 0 ? "SELECT rowid" : " UNION ALL SELECT rowid"), Branches[i], set, dialect);
            rows?.Write(sql, Needle(Branches[i]) is null ? dialect.WithoutIndex("rid") : "rowid");
        }

        sql.Add(")");
    }

    /// <summary>
    /// Counts the candidates of a single condition on its index alone, no further than <paramref name="most"/>; to the end
    /// where that is null. To count no further than a limit would have each row handed on singly; to skip that many is
    /// cheaper, and tells first whether there is anything to count.
    /// </summary>
    public static void WriteCount(SqlText sql, Condition condition, RecordSet set, SqlDialect dialect, long? most)
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

    /// <summary>What to look up in the field's text index; null where it has none or the text is too short for it.</summary>
    private static string? Needle(Condition condition)
    {
        if (HasOwnIndex(condition) || !condition.Field.IsSearched)
        {
            return null;
        }

        if (condition.Operator == Operators.Keyword)
        {
            return InitialGram.Query((string)condition.Values[0]);
        }

        if (condition.Field.Kind.IsSet())
        {
            return Sets.Contains(condition.Operator.Key) ? Gram.Query(condition.Values.Cast<string>().Select(Folding.Member), condition.Operator.Key == "includes_all") : null;
        }

        return Substrings.Contains(condition.Operator.Key) ? Gram.Query(Folding.Fold((string)condition.Values[0])) : null;
    }

    /// <summary>Whether the field's text index says by itself which records match.</summary>
    private static bool IsDecided(Condition condition) => Needle(condition) is not null && (condition.Field.Kind.IsSet() || condition.Operator.Key switch
    {
        "contains" => Gram.IsPiece(Folding.Fold((string)condition.Values[0])),
        "keyword" => InitialGram.IsPiece((string)condition.Values[0]),
        _ => false,
    });

    private static bool HasIndex(Condition condition) => HasOwnIndex(condition) || IsStretch(condition, made: true);

    private static bool IsStretch(Condition condition, bool made) => condition.Field.Property is { } property && (property.IsOrdered || !made)
        && Ranged.Contains(condition.Field.Kind) && condition.Operator.Key is not ("not_equals" or "is_not_empty");

    private static bool HasOwnIndex(Condition condition) =>
        (Points.Contains(condition.Operator.Key) || Others.Contains(condition.Operator.Key))
        && (condition.Field.Property is { } property ? RecordIndexes.Has(property.FieldType) : condition.Field.Path is "name" or "recordId");
}
