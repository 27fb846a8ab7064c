using System.Globalization;
using CrmAdmin.Entities;
using CrmAdmin.Shell;

namespace CrmAdmin.Conditions;

/// <summary>Says one condition, by the pattern of its operator: «이름에 '홍'이 들어가» and the ending its place asks for.</summary>
internal sealed class SpokenCondition(CultureInfo culture, ConditionClock clock, IReadOnlyDictionary<string, string>? people)
{
    /// <summary>Longer lists are cut short and say how many more there are.</summary>
    private const int ListedValues = 5;

    /// <summary>Longer texts are cut short.</summary>
    private const int TextLength = 60;

    private const double LongestWhole = 1e15;

    public string Say(Condition condition, Form form)
    {
        var row = condition.Operator;
        var label = condition.Field.MarkedLabel(culture);
        return row.Shape == ValueShape.Range
            ? Fill(row.SentenceKey(condition), form, label, Value(condition, 0), Value(condition, 1))
            : Fill(row.SentenceKey(condition), form, label, row.Shape == ValueShape.List ? List(condition) : Single(condition));
    }

    public string Say(SegmentCondition segment, Form form) => Fill("Conditions.Says_segment", form, Quoted(segment.Name));

    /// <summary>A pattern is «stem|before and|before or|before the noun», or one that fits all three.</summary>
    private string Fill(string key, Form form, params IReadOnlyList<string> args)
    {
        var parts = Texts.Get(key, culture).Split('|');
        return Phrase.Fill(parts.Length == 1 ? parts[0] : parts[0] + parts[1 + (int)form], culture, args);
    }

    private string Single(Condition condition) => condition.Values.Count == 0 ? "" : Value(condition, 0);

    private string List(Condition condition)
    {
        var key = $"Conditions.List_{condition.Operator.Key}";
        var count = condition.Values.Count;
        if (count == 1)
        {
            return Value(condition, 0);
        }

        var shown = Enumerable.Range(0, Math.Min(count, ListedValues)).Select(index => Value(condition, index)).ToList();
        return count > ListedValues
            ? Texts.Get(key + "_more", culture, string.Join(", ", shown), Number(count - ListedValues))
            : Texts.Get(key, culture, string.Join(", ", shown[..^1]), shown[^1]);
    }

    private string Value(Condition condition, int index) => condition.Values[index] switch
    {
        string text when condition.Field.Path == "ownerId" => Quoted(people?.GetValueOrDefault(text) ?? text),
        string text => Option(condition, text)?.Label ?? Quoted(text),
        bool truth => Texts.Get(truth ? "Conditions.Yes" : "Conditions.No", culture),
        DateOnly day => day.ToString(Texts.Get("Conditions.DayFormat", culture), culture),
        DateTime instant => Instant(instant),
        double number => Number(number),
        var whole => Number((long)whole),
    };

    /// <summary>The option meant; a piece of a text, as in «contains», means none.</summary>
    private static PropertyOption? Option(Condition condition, string text) => condition.Operator.Fits(FieldKind.Tags)
        || condition.Operator.Key is "equals" or "not_equals"
            ? condition.Field.Property?.Options.FirstOrDefault(option => Folding.Fold(option.Value) == Folding.Fold(text))
            : null;

    private string Quoted(string text)
    {
        var shown = new StringInfo(text) is { LengthInTextElements: > TextLength } elements
            ? elements.SubstringByTextElements(0, TextLength) + "…"
            : text;
        return Texts.Get("Conditions.Quoted", culture, shown);
    }

    private string Instant(DateTime utc)
    {
        var local = clock.Local(Storage.UtcMilliseconds.From(utc));
        var key = local.Ticks % TimeSpan.TicksPerMinute == 0 ? "Conditions.MinuteFormat" : "Conditions.SecondFormat";
        return local.ToString(Texts.Get(key, culture), culture);
    }

    private string Number(double number) => Math.Abs(number) is 0 or (>= 1e-6 and < LongestWhole)
        ? number.ToString("#,##0.###############", culture)
        : number.ToString("R", culture);
}
