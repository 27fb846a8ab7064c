using CrmAdmin.Shell;

namespace CrmAdmin.Conditions.Builder;

/// <summary>Values that a person may mean while typing, such as the tags in use.</summary>
/// <param name="fieldPath">The field, such as «tags».</param>
/// <param name="typed">What is typed so far; may be empty.</param>
/// <param name="token">Cancelled when the person types on.</param>
public delegate Task<IReadOnlyList<string>> ValueSuggestions(string fieldPath, string typed, CancellationToken token);

/// <summary>How many records match, and how long it took to know.</summary>
/// <param name="Count">The number, or the cap.</param>
/// <param name="Capped">Whether there are more.</param>
/// <param name="Took">How long counting took.</param>
public sealed record BuilderCount(long Count, bool Capped, TimeSpan Took);

/// <summary>Counts the records that match.</summary>
/// <param name="conditionGroup">JSON of the group; null for every record.</param>
/// <param name="exact">Whether to count past the cap.</param>
/// <param name="token">Cancelled when the conditions change.</param>
public delegate Task<BuilderCount> MatchCount(string? conditionGroup, bool exact, CancellationToken token);

/// <summary>What the parts of one builder share.</summary>
internal sealed class BuilderContext(BuilderState state, ConditionClock clock, Action<bool> changed, Action redraw)
{
    /// <summary>Tells the pick lists and radio groups of two builders on one page apart.</summary>
    public string Id { get; } = $"builder-{Guid.NewGuid():N}";

    public BuilderState State { get; } = state;

    public BuilderFields Fields => State.Fields;

    public ConditionClock Clock { get; set; } = clock;

    public required BuilderReading Reading { get; set; }

    public required ConditionScope Scope { get; set; }

    public ValueSuggestions? Suggestions { get; set; }

    /// <summary>The condition whose field is being picked.</summary>
    public int PickingFor { get; private set; }

    /// <summary>The field that it has now.</summary>
    public string[] PickedField => State.Root.Find(PickingFor) is DraftCondition { Field: { } path } ? [path] : [];

    /// <summary>The popover that all conditions pick their field from.</summary>
    public string FieldListId => Id + "-fields";

    /// <summary>Does something to the tree; the whole builder is then drawn anew, and the page hears of it at once.</summary>
    public void Do(Action<BuilderState> act)
    {
        act(State);
        changed(false);
    }

    /// <summary>The same for what is typed: the page hears of it when the person rests.</summary>
    public void Type(Action<BuilderState> act)
    {
        act(State);
        changed(true);
    }

    /// <summary>The next field that is picked goes to this condition.</summary>
    public void PickFieldFor(int id)
    {
        PickingFor = id;
        redraw();
    }

    /// <summary>What a relative condition comes to today, or null.</summary>
    public string? RangeOf(DraftCondition condition, System.Globalization.CultureInfo culture) =>
        condition.Operator is { } key && Operators.Find(key)?.Period is not null
        && BuilderReading.Single(State.Written, condition.Id, Scope) is { } single
            ? ResolvedRange.Of(single, culture, Clock)
            : null;

    /// <summary>The option of a value, or one made of the value itself.</summary>
    public static PickOption OptionOf(BuilderField field, string value) =>
        field.Options.FirstOrDefault(option => option.Value == value) ?? new PickOption(value, value, Color: "gray");
}
