using CrmAdmin.Conditions;

namespace CrmAdmin.Tests.Conditions;

/// <summary>Days and instants that calendars trip over, most of all those of one zone, around one present.</summary>
/// <param name="random">Where chance comes from.</param>
/// <param name="clock">The present and the workspace's zone.</param>
public sealed class SampleTimes(Random random, ConditionClock clock)
{
    private const long Millisecond = TimeSpan.TicksPerMillisecond;

    private static readonly string[] Zones =
    [
        "Asia/Seoul", "UTC", "America/New_York", "America/Sao_Paulo", "America/St_Johns", "America/Havana", "Pacific/Apia",
        "Asia/Beirut", "Africa/Cairo", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Australia/Lord_Howe", "Asia/Kathmandu",
    ];

    private static readonly DateOnly[] EdgeDays =
    [
        DateOnly.MinValue, new(1, 1, 2), DateOnly.MaxValue, new(9999, 12, 30), new(1970, 1, 1), new(1969, 12, 31),
        new(2024, 2, 29), new(2026, 12, 31), new(2027, 1, 1), new(2011, 12, 30), new(1908, 4, 1),
    ];

    private readonly DateOnly[] turningDays = TurningDays(clock.Zone);

    /// <summary>The present.</summary>
    public DateTime Now => clock.NowUtc;

    /// <summary>A zone, often one whose clocks jump at midnight, and a present a day's distance or more from the calendar's ends.</summary>
    public static ConditionClock Clock(Random random)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(random.Pick(Zones));
        var turning = TurningDays(zone);
        var day = random.Next(3) switch
        {
            0 when turning.Length > 0 => random.Pick(turning),
            1 => random.Pick(EdgeDays[4..]),
            _ => new DateOnly(2026, 1, 1).AddDays(random.Next(365)),
        };
        return new ConditionClock(Within(random, day), zone);
    }

    /// <summary>A day: an odd one, one on which the zone's clocks change, one near the present, or any.</summary>
    public DateOnly Day() => random.Next(5) switch
    {
        0 => random.Pick(EdgeDays),
        1 when turningDays.Length > 0 => random.Pick(turningDays).AddDays(random.Next(-1, 2)),
        2 => DateOnly.FromDayNumber(random.Next(DateOnly.MaxValue.DayNumber)),
        _ => DateOnly.FromDateTime(Now).AddDays(random.Next(-40, 41)),
    };

    /// <summary>An instant: at the edge of a day of the zone, at an exact distance from the present, or any.</summary>
    public DateTime Instant() => random.Next(9) switch
    {
        0 => Moved(DateTime.MinValue, random.Next(2) == 0 ? 0 : DateTime.MaxValue.Ticks),
        1 or 2 or 3 => Moved(DateTime.MinValue, (OracleTime.DayStart(Day().DayNumber, clock.Zone) + random.Next(-1, 2)) * Millisecond),
        4 => Moved(Now, (random.Next(-40, 41) * TimeSpan.TicksPerDay) + (random.Next(-1, 2) * Millisecond)),
        5 => Moved(Now, (random.Next(-90, 91) * TimeSpan.TicksPerMinute) + (random.Next(-1, 2) * Millisecond)),
        _ => Within(random, Day()),
    };

    /// <summary>The day of an instant in the zone, or one beside it.</summary>
    public DateOnly DayOf(DateTime instant)
    {
        var day = OracleTime.DayAt(OracleTime.Milliseconds(instant), clock.Zone) + (random.Next(3) == 0 ? random.Next(-1, 2) : 0);
        return DateOnly.FromDayNumber((int)Math.Clamp(day, 0, DateOnly.MaxValue.DayNumber));
    }

    /// <summary>The days since 2000 that are not 24 hours long.</summary>
    private static DateOnly[] TurningDays(TimeZoneInfo zone)
    {
        var first = new DateOnly(2000, 1, 1);
        return [.. Enumerable.Range(0, 28 * 365).Select(first.AddDays).Where(day => Offset(zone, day) != Offset(zone, day.AddDays(1)))];
    }

    private static TimeSpan Offset(TimeZoneInfo zone, DateOnly day) =>
        zone.GetUtcOffset(day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc) - zone.BaseUtcOffset);

    private static DateTime Moved(DateTime from, long ticks)
    {
        var most = DateTime.MaxValue.Ticks - (DateTime.MaxValue.Ticks % Millisecond);
        return new DateTime(Math.Clamp(from.Ticks + ticks, 0, most), DateTimeKind.Utc);
    }

    private static DateTime Within(Random random, DateOnly day) =>
        day.ToDateTime(new TimeOnly(random.NextInt64(86_400_000) * Millisecond), DateTimeKind.Utc);
}
