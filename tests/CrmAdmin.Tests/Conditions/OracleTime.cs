using System.Collections.Concurrent;

namespace CrmAdmin.Tests.Conditions;

/// <summary>Days in a zone, found by looking at the clock minute by minute.</summary>
public static class OracleTime
{
    private const long Minute = 60_000;
    private const long Day = 1440 * Minute;

    private static readonly ConcurrentDictionary<(string Zone, long Day), long> Starts = new();

    /// <summary>Milliseconds since 0001-01-01T00:00Z.</summary>
    public static long Milliseconds(DateTime utc) => utc.Ticks / TimeSpan.TicksPerMillisecond;

    /// <summary>The number of the day that the zone's calendar shows.</summary>
    public static long DayAt(long milliseconds, TimeZoneInfo zone) =>
        (long)Math.Floor((milliseconds + Offset(milliseconds, zone)) / (double)Day);

    /// <summary>The first instant at which the zone's calendar shows the day or a later one.</summary>
    public static long DayStart(long day, TimeZoneInfo zone) => Starts.GetOrAdd((zone.Id, day), _ => FindDayStart(day, zone));

    private static long FindDayStart(long day, TimeZoneInfo zone)
    {
        var at = (day * Day) - (26 * 60 * Minute);
        while (DayAt(at, zone) < day)
        {
            at += Minute;
        }

        // Some zones once changed their clocks at odd seconds.
        for (at -= Minute; DayAt(at, zone) < day;)
        {
            at++;
        }

        return at;
    }

    private static long Offset(long milliseconds, TimeZoneInfo zone)
    {
        var within = Math.Clamp(milliseconds, 0, Milliseconds(DateTime.MaxValue));
        var utc = new DateTime(within * TimeSpan.TicksPerMillisecond, DateTimeKind.Utc);
        return (long)zone.GetUtcOffset(utc).TotalMilliseconds;
    }
}
