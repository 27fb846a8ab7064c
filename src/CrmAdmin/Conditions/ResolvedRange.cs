using System.Globalization;
using CrmAdmin.Shell;

namespace CrmAdmin.Conditions;

/// <summary>What a relative date comes to today, as the builder shows it beside: «11/16 월 – 11/22 일, KST».</summary>
public static class ResolvedRange
{
    private static readonly Dictionary<string, string> Abbreviations = new(StringComparer.Ordinal)
    {
        ["Asia/Seoul"] = "KST",
        ["Asia/Tokyo"] = "JST",
        ["Etc/UTC"] = "UTC",
        ["UTC"] = "UTC",
    };

    /// <summary>The stretch with its zone; null where the operator is not relative.</summary>
    public static string? Of(Condition condition, CultureInfo culture, ConditionClock clock)
    {
        if (condition.Operator.Period is not { } period)
        {
            return null;
        }

        var interval = period(condition, clock);
        DateTime first = Shown(condition, (long)interval.Low, clock), last = Shown(condition, (long)interval.High, clock);
        var format = Texts.Get(FormatKey(condition, first.Year != last.Year || first.Year != clock.Local(clock.Now).Year), culture);
        return Texts.Get("Conditions.Range", culture, Whole(first.ToString(format, culture)), Whole(last.ToString(format, culture)), ZoneName(clock));
    }

    /// <summary>No line ends within a date, and none begins with the dash or the zone.</summary>
    private static string Whole(string date) => date.Replace(' ', '\u00A0');

    private static DateTime Shown(Condition condition, long value, ConditionClock clock) => condition.Field.Kind == FieldKind.Instant
        ? clock.Local(value)
        : DateOnly.FromDayNumber((int)Math.Clamp(value, 0, DateOnly.MaxValue.DayNumber)).ToDateTime(TimeOnly.MinValue);

    /// <summary>Only what counts back or on from this very moment has a time of day.</summary>
    private static string FormatKey(Condition condition, bool withYear)
    {
        var withTime = condition.Field.Kind == FieldKind.Instant && condition.Operator.Shape == ValueShape.Whole;
        return $"Conditions.Range{(withTime ? "Minute" : "Day")}{(withYear ? "OfYear" : "")}";
    }

    private static string ZoneName(ConditionClock clock)
    {
        if (Abbreviations.TryGetValue(clock.Zone.Id, out var name))
        {
            return name;
        }

        var offset = clock.Local(clock.Now) - Storage.UtcMilliseconds.ToDateTime(clock.Now);
        return $"UTC{(offset < TimeSpan.Zero ? '-' : '+')}{offset:hh\\:mm}";
    }
}
