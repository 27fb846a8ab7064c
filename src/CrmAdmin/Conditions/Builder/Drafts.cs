using System.Collections.Immutable;
using System.Text.Json;

namespace CrmAdmin.Conditions.Builder;

/// <summary>A part of the tree that a person is building; unlike a checked <see cref="Node"/> it may be unfinished.</summary>
/// <param name="Id">Tells the parts of one builder apart.</param>
public abstract record Draft(int Id);

/// <summary>A group being built.</summary>
/// <param name="Id">Tells the parts of one builder apart.</param>
/// <param name="Operator">How the children are joined.</param>
/// <param name="Children">Its conditions and groups.</param>
/// <param name="MeansEverything">
/// Whether it is kept although it is empty: it came so from JSON, where an empty group matches every record.
/// </param>
public sealed record DraftGroup(int Id, GroupOperator Operator, ImmutableList<Draft> Children, bool MeansEverything = false) : Draft(Id)
{
    /// <summary>This group and everything below it, in the order people see.</summary>
    public IEnumerable<Draft> Everything() =>
        Children.SelectMany(child => child is DraftGroup group ? group.Everything() : [child]).Prepend(this);

    /// <summary>Levels of groups from here down, this one included.</summary>
    public int Levels => 1 + Children.OfType<DraftGroup>().Select(group => group.Levels).DefaultIfEmpty().Max();
}

/// <summary>A condition being built.</summary>
/// <param name="Id">Tells the parts of one builder apart.</param>
/// <param name="Field">The field's path as in conditions; null while none is chosen.</param>
/// <param name="Operator">The operator's key; null while none is chosen.</param>
/// <param name="Values">The values as they are typed: numbers and days as text.</param>
/// <param name="Original">The JSON it came from, where the builder cannot show it; any change drops it.</param>
public sealed record DraftCondition(
    int Id,
    string? Field = null,
    string? Operator = null,
    ImmutableList<string>? Values = null,
    JsonElement? Original = null) : Draft(Id)
{
    /// <summary>The values as they are typed; never null.</summary>
    public ImmutableList<string> Values { get; init; } = Values ?? [];

    /// <summary>The value at a place, or an empty text.</summary>
    public string ValueAt(int index) => index < Values.Count ? Values[index] : "";
}
