using CrmAdmin.Storage;

namespace CrmAdmin.Conditions;

/// <summary>What one value of a condition stands for in its column, both ends in: a day on an instant is many milliseconds.</summary>
/// <param name="Low">First value inside: string (folded), double or long.</param>
/// <param name="High">Last value inside; before <paramref name="Low"/> where the zone skipped the whole day.</param>
public sealed record Interval(object Low, object High)
{
    /// <summary>Whether one value alone is inside.</summary>
    public bool IsPoint => Low.Equals(High);

    /// <summary>What a value stands for on a field.</summary>
    public static Interval Of(Field field, object value, TimeZoneInfo zone) => value switch
    {
        string text => Point(field.Kind == FieldKind.Exact ? text : Folding.Fold(text)),
        bool truth => Point(truth ? 1L : 0L),
        DateTime instant => Point(UtcMilliseconds.From(instant)),
        DateOnly day when field.Kind == FieldKind.Instant => Days(field, day.DayNumber, day.DayNumber, zone),
        DateOnly day => Point((long)day.DayNumber),
        _ => Point(value),
    };

    /// <summary>From the first to the last of some days, by number, on a date or an instant.</summary>
    public static Interval Days(Field field, long first, long last, TimeZoneInfo zone) => field.Kind == FieldKind.Instant
        ? new Interval(ConditionClock.DayStart(first, zone), ConditionClock.DayStart(last + 1, zone) - 1)
        : new Interval(first, last);

    private static Interval Point(object value) => new(value, value);
}
