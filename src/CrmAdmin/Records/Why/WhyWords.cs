using System.Globalization;
using CrmAdmin.Conditions;
using CrmAdmin.Conditions.Builder;
using CrmAdmin.Records.Grid;
using CrmAdmin.Search;
using CrmAdmin.Shell;

namespace CrmAdmin.Records.Why;

/// <summary>Conditions and what a record has in their place, as the builder and the grid show them.</summary>
/// <param name="held">The record and the conditions.</param>
/// <param name="people">The workspace's people, by id.</param>
/// <param name="formats">Language and zone.</param>
/// <param name="texts">The texts.</param>
public sealed class WhyWords(HeldRecord held, IReadOnlyList<PickOption> people, Formats formats, Texts texts)
{
    private readonly BuilderFields fields = new(held.Schema, seesMasked: true, new BuilderChoices([], people), texts);
    private readonly IReadOnlyList<GridColumn> columns = GridColumn.All(held.Schema);

    /// <summary>The field as the builder offers it.</summary>
    public BuilderField FieldOf(Condition condition) => fields.Find(condition.Field.Path)!;

    /// <summary>The column of the field.</summary>
    public GridColumn ColumnOf(Condition condition) => condition.Field.Property is { } property
        ? GridColumn.Of(property)
        : columns.First(column => column.Path == condition.Field.Path);

    /// <summary>What the condition compares with, a text each; options by their labels.</summary>
    public IEnumerable<string> Values(Condition condition) => condition.Values.Select(value => value switch
    {
        string text => FieldOf(condition).Options.FirstOrDefault(option => Folding.Fold(option.Value) == Folding.Fold(text))?.Text ?? text,
        bool truth => texts[truth ? "Records.Yes" : "Records.No"],
        DateOnly day => formats.Day(day),
        DateTime instant => formats.Time(instant),
        double number => Formats.Number(number),
        _ => texts[condition.Operator.Key.EndsWith("days", StringComparison.Ordinal) ? "Shell.Days" : "Records.WhyMinutes", value],
    });

    /// <summary>What a relative date came to; null for other conditions.</summary>
    public string? Range(Condition condition) => ResolvedRange.Of(condition, CultureInfo.CurrentUICulture, held.Clock);
}
