namespace CrmAdmin.Conditions;

/// <summary>The stretches of time that the relative operators mean, seen from a clock.</summary>
internal static class Periods
{
    private const long MinuteMilliseconds = 60_000;

    /// <summary>The last n days: n × 24 hours on instants, today and the n days before on dates.</summary>
    public static Interval LastDays(Condition condition, ConditionClock clock) => OnInstant(condition)
        ? new Interval(clock.Now - (Count(condition) * ConditionClock.DayMilliseconds), clock.Now)
        : new Interval(clock.Today - Count(condition), (long)clock.Today);

    /// <summary>The next n days, the mirror image of the last.</summary>
    public static Interval NextDays(Condition condition, ConditionClock clock) => OnInstant(condition)
        ? new Interval(clock.Now, clock.Now + (Count(condition) * ConditionClock.DayMilliseconds))
        : new Interval((long)clock.Today, clock.Today + Count(condition));

    /// <summary>The last n minutes.</summary>
    public static Interval LastMinutes(Condition condition, ConditionClock clock) =>
        new(clock.Now - (Count(condition) * MinuteMilliseconds), clock.Now);

    /// <summary>The next n minutes.</summary>
    public static Interval NextMinutes(Condition condition, ConditionClock clock) =>
        new(clock.Now, clock.Now + (Count(condition) * MinuteMilliseconds));

    /// <summary>Monday to Sunday.</summary>
    public static Interval ThisWeek(Condition condition, ConditionClock clock)
    {
        // Day 0, 0001-01-01, is a Monday.
        var monday = clock.Today - (clock.Today % 7);
        return Interval.Days(condition.Field, monday, monday + 6, clock.Zone);
    }

    /// <summary>The calendar month.</summary>
    public static Interval ThisMonth(Condition condition, ConditionClock clock)
    {
        var today = DateOnly.FromDayNumber(clock.Today);
        var first = today.DayNumber - today.Day + 1;
        return Interval.Days(condition.Field, first, first + DateTime.DaysInMonth(today.Year, today.Month) - 1, clock.Zone);
    }

    /// <summary>The calendar year.</summary>
    public static Interval ThisYear(Condition condition, ConditionClock clock)
    {
        var year = DateOnly.FromDayNumber(clock.Today).Year;
        return Interval.Days(condition.Field, new DateOnly(year, 1, 1).DayNumber, new DateOnly(year, 12, 31).DayNumber, clock.Zone);
    }

    private static bool OnInstant(Condition condition) => condition.Field.Kind == FieldKind.Instant;

    private static long Count(Condition condition) => (long)condition.Values[0];
}
