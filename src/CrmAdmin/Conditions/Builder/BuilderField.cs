using CrmAdmin.Entities;
using CrmAdmin.Shell;

namespace CrmAdmin.Conditions.Builder;

/// <summary>A field as the builder offers it.</summary>
/// <param name="Path">Its name in conditions.</param>
/// <param name="Label">What people see.</param>
/// <param name="Icon">Name of the icon of its kind.</param>
/// <param name="Kind">How its values compare.</param>
/// <param name="Options">What can be picked as a value; empty where anything can be typed.</param>
/// <param name="Property">The property behind it; null for system fields and segments.</param>
public sealed record BuilderField(
    string Path,
    string Label,
    string Icon,
    FieldKind Kind,
    IReadOnlyList<PickOption> Options,
    Property? Property = null)
{
    private static readonly Operator[] SegmentOperators = [Conditions.Operators.Find("includes")!];

    // What people reach for first stands first; the text operators of a choice come last.
    private static readonly string[] PicksFirst = ["includes_any", "excludes", "equals", "not_equals", "includes", "includes_all", "is_empty", "is_not_empty"];
    private static readonly string[] DatesFirst = ["in_last_days", "in_next_days", "this_week", "this_month", "this_year", "in_last_minutes", "in_next_minutes", "between"];
    private static readonly string[] TextFirst = ["contains", "not_contains", "equals", "not_equals", "starts_with", "ends_with", "is_empty", "is_not_empty"];

    /// <summary>Whether it names segments.</summary>
    public bool IsSegment => Path == FieldList.SegmentId;

    /// <summary>Whether it is no longer offered: only conditions that name it already show it.</summary>
    public bool IsHidden => Property is { IsHidden: true };

    /// <summary>Whether a value may be typed that is not among the options: an owner may be somebody of another system.</summary>
    public bool TakesAny => Options.Count == 0 || Path == "ownerId";

    /// <summary>The operators that it has, those most used first.</summary>
    public IReadOnlyList<Operator> Operators { get; } = Path == FieldList.SegmentId ? SegmentOperators : Ordered(Kind);

    /// <summary>The operator a new condition on it begins with.</summary>
    public Operator FirstOperator => Kind == FieldKind.Number ? Conditions.Operators.Find("greater_or_equal")!
        : Path == "ownerId" ? Conditions.Operators.Find("equals")!
        : Operators[0];

    /// <summary>How it is written where people read it: by key rather than by id.</summary>
    public string ReadablePath => Property is null ? Path : $"data.{Property.Key}";

    /// <summary>What an operator is called on this field: what is one of several reads otherwise than what has several.</summary>
    public string LabelKey(Operator row) => (row.Key, Kind.IsSet()) switch
    {
        _ when IsSegment => "Conditions.BuilderInSegment",
        ("includes_any", false) => "Conditions.BuilderOneOf",
        ("excludes", false) => "Conditions.BuilderNoneOf",
        _ => row.LabelKey,
    };

    private static Operator[] Ordered(FieldKind kind)
    {
        var first = kind switch
        {
            FieldKind.Choice or FieldKind.Choices or FieldKind.Tags => PicksFirst,
            FieldKind.Date or FieldKind.Instant => DatesFirst,
            FieldKind.Text or FieldKind.Exact => TextFirst,
            _ => [],
        };
        return [.. Conditions.Operators.For(kind).OrderBy(row => Array.IndexOf(first, row.Key) is var at and >= 0 ? at : first.Length)];
    }
}
