using static CrmAdmin.Conditions.FieldKind;

namespace CrmAdmin.Conditions;

/// <summary>The operator table. A new operator is a new row, its sentence in the two text files, and its test.</summary>
public static class Operators
{
    private const int MostDays = 36_500;
    private const int MostMinutes = 5_256_000;

    private static readonly FieldKind[] Everything = Enum.GetValues<FieldKind>();
    private static readonly FieldKind[] Textual = [Text, Exact, Choice];
    private static readonly FieldKind[] Dated = [Date, Instant];
    private static readonly FieldKind[] Ordered = [Number, .. Dated];
    private static readonly FieldKind[] Comparable = [.. Textual, FieldKind.Boolean, .. Ordered];
    private static readonly FieldKind[] Listed = [Tags, Choices, .. Textual];

    /// <summary>Every operator, in the order people are shown.</summary>
    public static IReadOnlyList<Operator> All { get; } =
    [
        new("equals", Comparable, ValueShape.One, term => term.Equal()),
        new("not_equals", Comparable, ValueShape.One, term => term.NotEqual()),
        new("contains", Textual, ValueShape.One, term => term.Contains()),
        new("not_contains", Textual, ValueShape.One, term => term.NotContains()),
        new("starts_with", Textual, ValueShape.One, term => term.StartsWith()),
        new("ends_with", Textual, ValueShape.One, term => term.EndsWith()),
        new("is_empty", Everything, ValueShape.None, term => term.IsEmpty()),
        new("is_not_empty", Everything, ValueShape.None, term => term.IsNotEmpty()),
        new("greater_than", Ordered, ValueShape.One, term => term.Compare(">", term.First.High)) { Varies = Variations.Date },
        new("less_than", Ordered, ValueShape.One, term => term.Compare("<", term.First.Low)) { Varies = Variations.Date },
        new("greater_or_equal", Ordered, ValueShape.One, term => term.Compare(">=", term.First.Low)) { Varies = Variations.Date },
        new("less_or_equal", Ordered, ValueShape.One, term => term.Compare("<=", term.First.High)) { Varies = Variations.Date },
        new("between", Ordered, ValueShape.Range, term => term.Within(new Interval(term.First.Low, term.Last.High))) { Varies = Variations.Date },
        new("before", Dated, ValueShape.One, term => term.Compare("<", term.First.Low)),
        new("after", Dated, ValueShape.One, term => term.Compare(">", term.First.High)),
        Relative("in_last_days", Dated, ValueShape.Whole, Periods.LastDays, MostDays),
        Relative("in_next_days", Dated, ValueShape.Whole, Periods.NextDays, MostDays),
        Relative("in_last_minutes", [Instant], ValueShape.Whole, Periods.LastMinutes, MostMinutes),
        Relative("in_next_minutes", [Instant], ValueShape.Whole, Periods.NextMinutes, MostMinutes),
        Relative("this_week", Dated, ValueShape.None, Periods.ThisWeek),
        Relative("this_month", Dated, ValueShape.None, Periods.ThisMonth),
        Relative("this_year", Dated, ValueShape.None, Periods.ThisYear),
        new("includes", Listed, ValueShape.One, term => term.IncludesAny()) { Varies = Variations.Set },
        new("excludes", Listed, ValueShape.List, term => term.Excludes()) { Varies = Variations.Set | Variations.Many },
        new("includes_all", Listed, ValueShape.List, term => term.IncludesAll()) { Varies = Variations.Set | Variations.Many },
        new("includes_any", Listed, ValueShape.List, term => term.IncludesAny()) { Varies = Variations.Set },
    ];

    /// <summary>
    /// «Contains» where consonants stand for syllables too. Keywords alone have it: no condition can name it, because there
    /// «contains» is exact.
    /// </summary>
    public static Operator Keyword { get; } = new("keyword", [Text], ValueShape.One, term => term.ContainsInitials());

    private static readonly Dictionary<string, Operator> ByKey = All.ToDictionary(row => row.Key, StringComparer.Ordinal);

    /// <summary>The operator of that name; null where there is none.</summary>
    public static Operator? Find(string key) => ByKey.GetValueOrDefault(key);

    /// <summary>The operators that a field of this kind can have.</summary>
    public static IEnumerable<Operator> For(FieldKind kind) => All.Where(row => row.Fits(kind));

    private static Operator Relative(
        string key,
        FieldKind[] kinds,
        ValueShape shape,
        Func<Condition, ConditionClock, Interval> period,
        int most = 0) =>
        new(key, kinds, shape, term => term.Within(period(term.Condition, term.Clock))) { Period = period, Most = most };
}
