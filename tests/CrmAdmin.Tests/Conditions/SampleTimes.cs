namespace CrmAdmin.Tests.Conditions;

/// <summary>Days and instants that calendars trip over, in zones whose clocks jump at midnight among others.</summary>
public static class SampleTimes
{
    private static readonly string[] Zones =
    [
        "Asia/Seoul", "UTC", "America/New_York", "America/Sao_Paulo", "America/St_Johns", "America/Havana", "Pacific/Apia",
        "Asia/Beirut", "Africa/Cairo", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Australia/Lord_Howe", "Asia/Kathmandu",
    ];

    private static readonly DateOnly[] Days =
    [
        DateOnly.MinValue, new(1, 1, 2), DateOnly.MaxValue, new(9999, 12, 30), new(1970, 1, 1), new(1969, 12, 31), new(2024, 2, 29),
        new(2026, 3, 8), new(2026, 11, 1), new(2017, 10, 15), new(2018, 2, 17), new(2018, 2, 18), new(2018, 11, 4), new(2011, 12, 30),
        new(2011, 12, 29), new(2011, 12, 31), new(2006, 10, 29), new(2006, 4, 2), new(2025, 4, 25), new(2025, 10, 31), new(1988, 5, 8),
        new(1908, 4, 1), new(2026, 12, 31), new(2027, 1, 1),
    ];

    /// <summary>A zone.</summary>
    public static TimeZoneInfo Zone(Random random) => TimeZoneInfo.FindSystemTimeZoneById(random.Pick(Zones));

    /// <summary>A present that keeps a day's distance from the ends of the calendar.</summary>
    public static DateTime Now(Random random) => random.Next(4) == 0
        ? Within(random, random.Pick(Days[4..]))
        : Within(random, new DateOnly(2026, 1, 1).AddDays(random.Next(365)));

    /// <summary>A day: an odd one, one near the present, or any.</summary>
    public static DateOnly Day(Random random, DateTime now) => random.Next(4) switch
    {
        0 => random.Pick(Days),
        1 => DateOnly.FromDayNumber(random.Next(DateOnly.MaxValue.DayNumber)),
        _ => DateOnly.FromDateTime(now).AddDays(random.Next(-40, 41)),
    };

    /// <summary>An instant: at the edge of a day in some zone, at an exact distance from the present, or any.</summary>
    public static DateTime Instant(Random random, DateTime now) => random.Next(5) switch
    {
        0 => DateTime.SpecifyKind(random.Next(2) == 0 ? DateTime.MinValue : new DateTime(9999, 12, 31, 23, 59, 59, 999), DateTimeKind.Utc),
        1 => DayEdge(random, Day(random, now)),
        2 => Moved(now, (random.Next(-40, 41) * TimeSpan.TicksPerDay) + (random.Next(-1, 2) * TimeSpan.TicksPerMillisecond)),
        3 => Moved(now, (random.Next(-90, 91) * TimeSpan.TicksPerMinute) + (random.Next(-1, 2) * TimeSpan.TicksPerMillisecond)),
        _ => Within(random, Day(random, now)),
    };

    private static DateTime DayEdge(Random random, DateOnly day)
    {
        var start = OracleTime.DayStart(day.DayNumber, Zone(random)) + random.Next(-1, 2);
        return Moved(DateTime.SpecifyKind(DateTime.MinValue, DateTimeKind.Utc), start * TimeSpan.TicksPerMillisecond);
    }

    private static DateTime Moved(DateTime from, long ticks)
    {
        var most = DateTime.MaxValue.Ticks - (DateTime.MaxValue.Ticks % TimeSpan.TicksPerMillisecond);
        return new DateTime(Math.Clamp(from.Ticks + ticks, 0, most), DateTimeKind.Utc);
    }

    private static DateTime Within(Random random, DateOnly day) =>
        day.ToDateTime(new TimeOnly(random.NextInt64(86_400_000) * TimeSpan.TicksPerMillisecond), DateTimeKind.Utc);
}
