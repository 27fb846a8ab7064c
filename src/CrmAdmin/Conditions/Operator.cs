namespace CrmAdmin.Conditions;

/// <summary>What an operator's «value» must be.</summary>
public enum ValueShape
{
    /// <summary>Ignored.</summary>
    None,

    /// <summary>One value of the field's kind.</summary>
    One,

    /// <summary>[low, high], both of the field's kind.</summary>
    Range,

    /// <summary>A whole number between the operator's least and most.</summary>
    Whole,

    /// <summary>One value or an array of 1 to <see cref="Http.Limits.ListValues"/>.</summary>
    List,
}

/// <summary>By what an operator's sentence differs; each adds its own name to the text's key.</summary>
[Flags]
public enum Variations
{
    /// <summary>One sentence for all.</summary>
    None = 0,

    /// <summary>Dates and instants have a sentence of their own («later» in place of «greater»).</summary>
    Date = 1,

    /// <summary>Tags and multiple choices have one («includes» in place of «is»).</summary>
    Set = 2,

    /// <summary>Several values have one.</summary>
    Many = 4,
}

/// <summary>
/// One row of the operator table: everything that reader, SQL, sentences, builder and documents know of an operator.
/// </summary>
/// <param name="Key">Its name in conditions.</param>
/// <param name="Kinds">The kinds of field it fits.</param>
/// <param name="Shape">What its value must be.</param>
/// <param name="Sql">Writes the comparison.</param>
public sealed record Operator(string Key, IReadOnlyList<FieldKind> Kinds, ValueShape Shape, Action<TermSql> Sql)
{
    /// <summary>Smallest whole number, where the shape is one.</summary>
    public int Least => 1;

    /// <summary>Largest whole number, where the shape is one.</summary>
    public int Most { get; init; }

    /// <summary>The stretch of time it means at a clock's now; null unless it is relative.</summary>
    public Func<Condition, ConditionClock, Interval>? Period { get; init; }

    /// <summary>By what its sentence differs.</summary>
    public Variations Varies { get; init; }

    /// <summary>Text key of its name for people.</summary>
    public string LabelKey => $"Conditions.Operator_{Key}";

    /// <summary>Whether a field of this kind can have it.</summary>
    public bool Fits(FieldKind kind) => Kinds.Contains(kind);

    /// <summary>Text key of the sentence that says a condition.</summary>
    public string SentenceKey(Condition condition)
    {
        var kind = condition.Field.Kind;
        var date = Varies.HasFlag(Variations.Date) && kind is (FieldKind.Date or FieldKind.Instant) ? "_date" : "";
        var set = Varies.HasFlag(Variations.Set) && kind.IsSet() ? "_set" : "";
        var many = Varies.HasFlag(Variations.Many) && condition.Values.Count > 1 ? "_many" : "";
        return $"Conditions.Says_{Key}{date}{set}{many}";
    }

    /// <summary>The rows are one each, so the key alone tells them apart.</summary>
    public bool Equals(Operator? other) => other is not null && Key == other.Key;

    /// <inheritdoc/>
    public override int GetHashCode() => Key.GetHashCode(StringComparison.Ordinal);
}
