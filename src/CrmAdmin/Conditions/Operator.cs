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

    /// <summary>Text key of its name for people.</summary>
    public string LabelKey => $"Conditions.Operator_{Key}";

    /// <summary>Whether a field of this kind can have it.</summary>
    public bool Fits(FieldKind kind) => Kinds.Contains(kind);

    /// <summary>The rows are one each, so the key alone tells them apart.</summary>
    public bool Equals(Operator? other) => other is not null && Key == other.Key;

    /// <inheritdoc/>
    public override int GetHashCode() => Key.GetHashCode(StringComparison.Ordinal);
}
