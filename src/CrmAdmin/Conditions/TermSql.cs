using CrmAdmin.Storage;

namespace CrmAdmin.Conditions;

/// <summary>Writes one comparison. Empty is NULL, so a plain comparison never matches an empty field; complements add it.</summary>
/// <param name="sql">Where it is written.</param>
/// <param name="dialect">The engine's ways.</param>
/// <param name="condition">The comparison.</param>
/// <param name="clock">What relative and bare dates are read by.</param>
/// <param name="steered">Bars the column's index, so that another one serves the query.</param>
public sealed class TermSql(SqlText sql, SqlDialect dialect, Condition condition, ConditionClock clock, bool steered)
{
    /// <summary>Longer lists go in as one parameter: SQLite takes 32,766 of them in all.</summary>
    private const int ListedSingly = 8;

    private readonly string column = steered
        ? dialect.WithoutIndex(condition.Field.CompareColumn)
        : condition.Field.CompareColumn;

    /// <summary>The comparison being written.</summary>
    public Condition Condition => condition;

    /// <summary>What relative and bare dates are read by.</summary>
    public ConditionClock Clock => clock;

    /// <summary>What the first value stands for.</summary>
    public Interval First => Interval.Of(condition.Field, condition.Values[0], clock.Zone);

    /// <summary>What the last value stands for.</summary>
    public Interval Last => Interval.Of(condition.Field, condition.Values[^1], clock.Zone);

    private string Folded => (string)First.Low;

    /// <summary>Whether the engine's own text index may find it.</summary>
    private bool IsLookedUp => !steered && condition.Field.IsSearchedByCharacter;

    private bool OnSet => condition.Field.Kind.IsSet();

    /// <summary>The field is the value, or inside the day.</summary>
    public void Equal() => Within(First);

    /// <summary>The complement of <see cref="Equal"/>.</summary>
    public void NotEqual()
    {
        if (First.IsPoint)
        {
            sql.Add($"{column} IS DISTINCT FROM ").Value(First.Low);
            return;
        }

        sql.Add($"({column} IS NULL OR {column} NOT BETWEEN ").Value(First.Low).Add(" AND ").Value(First.High).Add(")");
    }

    /// <summary>The field lies in an interval, both ends in.</summary>
    public void Within(Interval interval)
    {
        if (interval.IsPoint)
        {
            Compare("=", interval.Low);
            return;
        }

        sql.Add($"{column} BETWEEN ").Value(interval.Low).Add(" AND ").Value(interval.High);
    }

    /// <summary>The field stands in a relation to a value.</summary>
    public void Compare(string relation, object value) => sql.Add($"{column} {relation} ").Value(value);

    /// <summary>The field has the text in it.</summary>
    public void Contains()
    {
        _ = IsLookedUp ? dialect.LookUp(sql, column, Folded) : dialect.Contains(sql, column, Folded);
    }

    /// <summary>The field has the keyword in it, its consonants as they stand or as syllables that begin with them.</summary>
    public void ContainsInitials()
    {
        var pattern = Initials.Pattern((string)condition.Values[0])!;
        dialect.ContainsInitials(sql.Add("("), column, pattern, IsLookedUp);
        if (pattern != Folded)
        {
            sql.Add(" OR ");
            Contains();
        }

        sql.Add(")");
    }

    /// <summary>The complement of <see cref="Contains"/>. «At most» nothing: PostgreSQL takes an equality for something rare.</summary>
    public void NotContains() => dialect.Position(sql, $"COALESCE({column}, '')", Folded).Add(" <= 0");

    /// <summary>The field begins with the text; written as a range, which an index serves.</summary>
    public void StartsWith()
    {
        var behind = Folding.Behind(Folded);
        if (behind is null)
        {
            Compare(">=", Folded);
            return;
        }

        sql.Add($"({column} >= ").Value(Folded).Add($" AND {column} < ").Value(behind).Add(")");
    }

    /// <summary>The field ends with the text.</summary>
    public void EndsWith()
    {
        dialect.EndsWith(sql, column, Folded);
        _ = IsLookedUp ? dialect.AndPieces(sql, column, Folded) : sql;
    }

    /// <summary>The field has no value.</summary>
    public void IsEmpty() => sql.Add($"{column} IS NULL");

    /// <summary>The field has a value.</summary>
    public void IsNotEmpty() => sql.Add($"{column} IS NOT NULL");

    /// <summary>At least one of the values is there.</summary>
    public void IncludesAny()
    {
        if (OnSet)
        {
            Members("OR");
            return;
        }

        In(Singles());
    }

    /// <summary>The complement of <see cref="IncludesAny"/>.</summary>
    public void Excludes()
    {
        sql.Add($"({column} IS NULL OR NOT ");
        IncludesAny();
        sql.Add(")");
    }

    /// <summary>Every one of the values is there; a single-valued field is a set of one.</summary>
    public void IncludesAll()
    {
        if (OnSet)
        {
            Members("AND");
            return;
        }

        var values = Singles();
        if (values.Length == 1)
        {
            Compare("=", values[0]);
            return;
        }

        sql.Add(SqlText.False);
    }

    private string[] Singles() =>
        [.. condition.Values.Select(value => (string)Interval.Of(condition.Field, value, clock.Zone).Low).Distinct(StringComparer.Ordinal)];

    private void In(string[] values)
    {
        if (values.Length > ListedSingly)
        {
            sql.Add("(");
            dialect.In(sql, column, values).Add(")");
            return;
        }

        sql.Add($"{column} IN (");
        for (var i = 0; i < values.Length; i++)
        {
            sql.Add(i == 0 ? "" : ", ").Value(values[i]);
        }

        sql.Add(")");
    }

    private void Members(string joined)
    {
        string[] members = [.. condition.Values.Cast<string>().Select(Folding.Member).Distinct(StringComparer.Ordinal)];
        sql.Add("(");
        if (members.Length > ListedSingly)
        {
            MembersOfList([.. members.Select(Folding.Wrapped)], joined);
        }
        else
        {
            for (var i = 0; i < members.Length; i++)
            {
                sql.Add(i == 0 ? "" : $" {joined} ");
                _ = IsLookedUp ? dialect.LookUpMember(sql, column, members[i]) : dialect.Contains(sql, column, Folding.Wrapped(members[i]));
            }
        }

        sql.Add(")");
    }

    /// <summary>«All» is «none is missing», and an empty field, of which nothing is known to be missing, is kept out.</summary>
    private void MembersOfList(string[] members, string joined)
    {
        var all = joined == "AND";
        sql.Add(all ? $"{column} IS NOT NULL AND NOT EXISTS (SELECT 1 FROM " : "EXISTS (SELECT 1 FROM ");
        var value = dialect.Each(sql, members);
        sql.Add(" WHERE ");
        dialect.PositionOf(sql, column, value).Add(all ? " = 0)" : " > 0)");
    }
}
