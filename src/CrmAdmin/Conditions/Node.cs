namespace CrmAdmin.Conditions;

/// <summary>How a group joins its children.</summary>
public enum GroupOperator
{
    /// <summary>All of them.</summary>
    And,

    /// <summary>At least one of them.</summary>
    Or,
}

/// <summary>A part of a condition tree. Trees are only made by the reader, so they are always checked.</summary>
public abstract record Node
{
    /// <summary>Levels of groups from here down; 0 for a condition.</summary>
    public abstract int Levels { get; }

    /// <summary>Conditions from here down, segments' own included.</summary>
    public abstract long Conditions { get; }

    /// <summary>Whether it restricts nothing: a group without children, or one that comes to the same.</summary>
    public abstract bool MatchesAll { get; }

    /// <summary>Every field that decides the outcome, inside segments too; each once.</summary>
    public IReadOnlyCollection<Field> Fields()
    {
        var fields = new HashSet<Field>();
        Collect(fields, new HashSet<Node>(ReferenceEqualityComparer.Instance));
        return fields;
    }

    /// <summary>A segment's tree is shared by all who name it; <paramref name="seen"/> keeps a walk from repeating it.</summary>
    internal abstract void Collect(HashSet<Field> fields, HashSet<Node> seen);
}

/// <summary>Conditions and groups joined by AND or OR. Without children it matches every record.</summary>
/// <param name="Operator">How the children are joined.</param>
/// <param name="Children">At most <see cref="Http.Limits.GroupChildren"/>.</param>
public sealed record Group(GroupOperator Operator, IReadOnlyList<Node> Children) : Node
{
    /// <summary>The group that matches every record.</summary>
    public static readonly Group Everything = new(GroupOperator.And, []);

    /// <inheritdoc/>
    public override int Levels { get; } = 1 + Children.Select(child => child.Levels).DefaultIfEmpty().Max();

    /// <inheritdoc/>
    public override long Conditions { get; } = Children.Sum(child => child.Conditions);

    /// <inheritdoc/>
    public override bool MatchesAll { get; } = Children.Count == 0 || (Operator == GroupOperator.And
        ? Children.All(child => child.MatchesAll)
        : Children.Any(child => child.MatchesAll));

    internal override void Collect(HashSet<Field> fields, HashSet<Node> seen)
    {
        if (!seen.Add(this))
        {
            return;
        }

        foreach (var child in Children)
        {
            child.Collect(fields, seen);
        }
    }
}

/// <summary>One comparison of one field.</summary>
/// <param name="Field">What is compared.</param>
/// <param name="Operator">How.</param>
/// <param name="Values">
/// What with, as many as the operator's shape says: string (NFC), double, bool, DateOnly, DateTime (UTC), or long for a
/// whole number of days or minutes. On an instant a DateOnly is that whole day.
/// </param>
public sealed record Condition(Field Field, Operator Operator, IReadOnlyList<object> Values) : Node
{
    /// <inheritdoc/>
    public override int Levels => 0;

    /// <inheritdoc/>
    public override long Conditions => 1;

    /// <inheritdoc/>
    public override bool MatchesAll => false;

    internal override void Collect(HashSet<Field> fields, HashSet<Node> seen) => fields.Add(Field);
}

/// <summary>Being in a segment.</summary>
/// <param name="SegmentId">CRMSG1… identifier.</param>
/// <param name="Name">The segment's name as it is now.</param>
/// <param name="Resolved">The segment's own conditions as they are now.</param>
public sealed record SegmentCondition(string SegmentId, string Name, Group Resolved) : Node
{
    /// <inheritdoc/>
    public override int Levels => Resolved.Levels;

    /// <inheritdoc/>
    public override long Conditions => Math.Max(1, Resolved.Conditions);

    /// <inheritdoc/>
    public override bool MatchesAll => Resolved.MatchesAll;

    internal override void Collect(HashSet<Field> fields, HashSet<Node> seen) => Resolved.Collect(fields, seen);
}
