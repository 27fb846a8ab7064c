using System.Globalization;
using System.Text.Json.Nodes;
using CrmAdmin.Conditions;
using CrmAdmin.Http;
using CrmAdmin.Records.Grid;
using CrmAdmin.Shell;

namespace CrmAdmin.Records.Editing;

/// <summary>
/// A value while a person edits it: one text, or several values. What cannot be read is handed on as it was typed, so that
/// the service refuses it by the same rules as ever.
/// </summary>
public sealed class FieldDraft
{
    private readonly TimeZoneInfo zone;
    private readonly string firstText;
    private readonly IReadOnlyList<string> firstMany;

    private FieldDraft(GridColumn column, TimeZoneInfo zone, string text, IReadOnlyList<string> many)
    {
        Column = column;
        this.zone = zone;
        Text = firstText = text;
        Many = firstMany = many;
    }

    /// <summary>What is edited.</summary>
    public GridColumn Column { get; }

    /// <summary>The text; empty for none.</summary>
    public string Text { get; set; }

    /// <summary>The values of a set; empty for none.</summary>
    public IReadOnlyList<string> Many { get; set; }

    /// <summary>Whether something else stands there than at the beginning.</summary>
    public bool IsChanged => Text != firstText || !Many.SequenceEqual(firstMany, StringComparer.Ordinal);

    /// <summary>Its place in the errors of a request.</summary>
    public string Path => Column.Property is { } property ? "data." + property.PropertyId : Column.Path;

    /// <summary>A draft of a value as the caller sees it; null for empty.</summary>
    public static FieldDraft Of(GridColumn column, object? value, TimeZoneInfo zone) => new(
        column,
        zone,
        value switch
        {
            string text => text,
            double number => number.ToString("R", CultureInfo.InvariantCulture),
            bool on => on ? "true" : "false",
            DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            DateTime instant => TypedDates.Write(TimeZoneInfo.ConvertTimeFromUtc(instant, zone), withTime: true),
            _ => "",
        },
        value as IReadOnlyList<string> ?? []);

    /// <summary>400 naming every date that cannot be read, in words for those who typed it: the service's own are for programs.</summary>
    public static void DemandDates(IEnumerable<FieldDraft> drafts)
    {
        var unread = drafts
            .Where(draft => draft.Text.Length > 0 && (draft.IsInstant || draft.Column.Kind == FieldKind.Date) && TypedDates.Read(draft.Text, draft.IsInstant) is null)
            .Select(draft => new Detail(draft.Path, draft.IsInstant ? "Shell.TimeWrong" : "Shell.DayWrong"))
            .ToList();
        if (unread.Count > 0)
        {
            throw CrmException.Invalid(unread);
        }
    }

    /// <summary>Puts the value into the body of a request.</summary>
    public void AddTo(JsonObject body)
    {
        if (Column.Property is not { } property)
        {
            body[Column.Path] = ToJson();
            return;
        }

        if (body["data"] is not JsonObject data)
        {
            body["data"] = data = [];
        }

        data[property.PropertyId] = ToJson();
    }

    private bool IsInstant => Column.Kind == FieldKind.Instant;

    private JsonNode? ToJson() => Column.Kind switch
    {
        FieldKind.Tags or FieldKind.Choices or FieldKind.Files => new JsonArray([.. Many.Select(value => (JsonNode)value)]),
        _ when Text.Length == 0 => null,
        FieldKind.Number => double.TryParse(Text.Replace(",", "", StringComparison.Ordinal), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : Text,
        FieldKind.Boolean => Text == "true",
        FieldKind.Instant => Instant(),
        _ => Text,
    };

    /// <summary>The clocks' time as an instant; one that a jump skips is taken as if the clocks had not yet jumped.</summary>
    private string Instant()
    {
        if (TypedDates.Moment(Text) is not { } local)
        {
            return Text;
        }

        return Json.Instant(DateTime.SpecifyKind(local - zone.GetUtcOffset(local), DateTimeKind.Utc));
    }
}
