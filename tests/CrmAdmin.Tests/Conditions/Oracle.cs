using System.Globalization;
using System.Text.Json;
using CrmAdmin.Entities;

namespace CrmAdmin.Tests.Conditions;

/// <summary>
/// Says whether a record matches a condition tree, read off the contract's section 4 word for word. It shares no code
/// with the product's conditions and does not check its input.
/// </summary>
/// <param name="schema">The entity.</param>
/// <param name="now">The present, UTC.</param>
/// <param name="zone">The workspace's time zone.</param>
/// <param name="segments">Root groups of segments by id.</param>
public sealed class Oracle(
    EntitySchema schema, DateTime now, TimeZoneInfo zone, IReadOnlyDictionary<string, JsonElement>? segments = null)
{
    private const long Day = 86_400_000;

    private static readonly Dictionary<string, string> Complements = new()
    {
        ["not_equals"] = "equals",
        ["not_contains"] = "contains",
        ["excludes"] = "includes_any",
    };

    /// <summary>Whether the record matches a group or a condition.</summary>
    public bool Matches(JsonElement node, SampleRecord record)
    {
        if (!node.TryGetProperty("conditions", out var children))
        {
            return MatchesCondition(node, record);
        }

        if (children.GetArrayLength() == 0)
        {
            return true;
        }

        return node.GetProperty("operator").GetString() == "AND"
            ? children.EnumerateArray().All(child => Matches(child, record))
            : children.EnumerateArray().Any(child => Matches(child, record));
    }

    private bool MatchesCondition(JsonElement node, SampleRecord record)
    {
        var field = node.GetProperty("field").GetString()!;
        var name = node.GetProperty("operator").GetString()!;
        var value = node.TryGetProperty("value", out var given) ? given : default;
        if (field == "segmentId")
        {
            return Matches(segments![value.GetString()!], record);
        }

        var held = record.Value(schema, field);
        if (name == "is_empty")
        {
            return held is null;
        }

        if (Complements.TryGetValue(name, out var positive))
        {
            return held is null || !Holds(field, held, positive, value);
        }

        return held is not null && (name == "is_not_empty" || Holds(field, held, name, value));
    }

    private bool Holds(string field, object held, string name, JsonElement value) => held switch
    {
        string text => HoldsText(Form(field), text, name, value),
        string[] several => HoldsSet([.. several.Select(OracleText.Fold)], OracleText.Fold, name, value),
        double number => HoldsSpan(number, name, value, json => (json.GetDouble(), json.GetDouble())),
        bool truth => truth == value.GetBoolean(),
        DateOnly day => HoldsDay(day, name, value),
        DateTime instant => HoldsInstant(instant, name, value),
        _ => throw new ArgumentOutOfRangeException(nameof(held)),
    };

    private static Func<string, string> Form(string field) =>
        field is "recordId" or "ownerId" ? OracleText.Nfc : OracleText.Fold;

    private static bool HoldsText(Func<string, string> form, string held, string name, JsonElement value) => name switch
    {
        "equals" => form(held) == form(value.GetString()!),
        "contains" => form(held).Contains(form(value.GetString()!), StringComparison.Ordinal),
        "starts_with" => form(held).StartsWith(form(value.GetString()!), StringComparison.Ordinal),
        "ends_with" => form(held).EndsWith(form(value.GetString()!), StringComparison.Ordinal),
        _ => HoldsSet([form(held)], form, name, value),
    };

    private static bool HoldsSet(string[] held, Func<string, string> form, string name, JsonElement value)
    {
        string[] wanted = value.ValueKind == JsonValueKind.Array
            ? [.. value.EnumerateArray().Select(one => form(one.GetString()!))]
            : [form(value.GetString()!)];
        return name == "includes_all" ? wanted.All(held.Contains) : wanted.Any(held.Contains);
    }

    private bool HoldsDay(DateOnly held, string name, JsonElement value)
    {
        long at = held.DayNumber, today = OracleTime.DayAt(OracleTime.Milliseconds(now), zone);
        return name switch
        {
            "in_last_days" => at >= today - value.GetDouble() && at <= today,
            "in_next_days" => at >= today && at <= today + value.GetDouble(),
            _ when name.StartsWith("this_", StringComparison.Ordinal) => InPeriod(name, at, today),
            _ => HoldsSpan(at, name, value, json => (ReadDay(json.GetString()!), ReadDay(json.GetString()!))),
        };
    }

    private bool HoldsInstant(DateTime held, string name, JsonElement value)
    {
        long at = OracleTime.Milliseconds(held), present = OracleTime.Milliseconds(now);
        return name switch
        {
            "in_last_days" => at >= present - (value.GetDouble() * Day) && at <= present,
            "in_next_days" => at >= present && at <= present + (value.GetDouble() * Day),
            "in_last_minutes" => at >= present - (value.GetDouble() * 60_000) && at <= present,
            "in_next_minutes" => at >= present && at <= present + (value.GetDouble() * 60_000),
            _ when name.StartsWith("this_", StringComparison.Ordinal) => InPeriod(name, DayOf(at), OracleTime.DayAt(present, zone)),
            _ => HoldsSpan(at, name, value, ReadInstant),
        };
    }

    /// <summary>A value may be a span itself: the whole of a day. <paramref name="read"/> gives its first and last.</summary>
    private static bool HoldsSpan(double held, string name, JsonElement value, Func<JsonElement, (double First, double Last)> read)
    {
        if (name == "between")
        {
            return held >= read(value[0]).First && held <= read(value[1]).Last;
        }

        var (first, last) = read(value);
        return name switch
        {
            "equals" => held >= first && held <= last,
            "greater_than" or "after" => held > last,
            "less_than" or "before" => held < first,
            "greater_or_equal" => held >= first,
            "less_or_equal" => held <= last,
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, null),
        };
    }

    private (double First, double Last) ReadInstant(JsonElement value)
    {
        var text = value.GetString()!;
        if (text.Length == "2026-04-23".Length)
        {
            return (OracleTime.DayStart(ReadDay(text), zone), OracleTime.DayStart(ReadDay(text) + 1, zone) - 1);
        }

        var at = OracleTime.Milliseconds(DateTimeOffset.Parse(text, CultureInfo.InvariantCulture).UtcDateTime);
        return (at, at);
    }

    private static long ReadDay(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture).DayNumber;

    /// <summary>The day whose stretch, from its first instant to the next day's first, holds an instant.</summary>
    private long DayOf(long at)
    {
        var day = OracleTime.DayAt(at, zone) + 1;
        while (OracleTime.DayStart(day, zone) > at)
        {
            day--;
        }

        return day;
    }

    private static bool InPeriod(string name, long at, long today) => name switch
    {
        "this_week" => Math.Floor(at / 7.0) == Math.Floor(today / 7.0),
        "this_month" => SameCalendar(at, today, (a, b) => a.Year == b.Year && a.Month == b.Month),
        _ => SameCalendar(at, today, (a, b) => a.Year == b.Year),
    };

    private static bool SameCalendar(long left, long right, Func<DateOnly, DateOnly, bool> same)
    {
        // A negative offset shows the last day before the year 1 at the very first instants.
        var most = DateOnly.MaxValue.DayNumber;
        return left >= 0 && right >= 0 && left <= most && right <= most
            && same(DateOnly.FromDayNumber((int)left), DateOnly.FromDayNumber((int)right));
    }
}
