using CrmAdmin.Storage;

namespace CrmAdmin.Conditions;

/// <summary>«Now» and the workspace's zone, which relative and bare dates are read by.</summary>
/// <param name="NowUtc">The present instant, UTC; it is cut to the millisecond.</param>
/// <param name="Zone">The workspace's time zone.</param>
public sealed record ConditionClock(DateTime NowUtc, TimeZoneInfo Zone)
{
    /// <summary>Milliseconds of a day of 24 hours.</summary>
    internal const long DayMilliseconds = 86_400_000;

    private const long Epoch = 62_135_596_800_000;

    /// <summary>Now, in milliseconds since the Unix epoch.</summary>
    public long Now => UtcMilliseconds.From(NowUtc);

    /// <summary>Today's day number in the zone.</summary>
    public int Today => DateOnly.FromDateTime(Local(Now)).DayNumber;

    /// <summary>
    /// The first instant of a day in a zone, in milliseconds since the Unix epoch. Where clocks jump over midnight the
    /// day begins at the jump. Days before 0001 and after 9999 are allowed.
    /// </summary>
    public static long DayStart(long dayNumber, TimeZoneInfo zone)
    {
        var midnight = (dayNumber * DayMilliseconds) - Epoch;
        var before = Offset(midnight - DayMilliseconds, zone);
        var after = Offset(midnight + DayMilliseconds, zone);
        long first = midnight - Math.Max(before, after), second = midnight - Math.Min(before, after);
        if (first + Offset(first, zone) == midnight)
        {
            return first;
        }

        return second + Offset(second, zone) == midnight ? second : Jump(first, second, midnight, zone);
    }

    /// <summary>A UTC instant as the zone's clocks show it, kept within the years 0001 to 9999.</summary>
    public DateTime Local(long milliseconds) => Clamp(milliseconds + Offset(milliseconds, Zone));

    /// <summary>The first instant between two at which the clocks show midnight or later.</summary>
    private static long Jump(long low, long high, long midnight, TimeZoneInfo zone)
    {
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (middle + Offset(middle, zone) >= midnight)
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        return low;
    }

    private static long Offset(long milliseconds, TimeZoneInfo zone) =>
        (long)zone.GetUtcOffset(Clamp(milliseconds)).TotalMilliseconds;

    private static DateTime Clamp(long milliseconds)
    {
        var least = UtcMilliseconds.From(DateTime.MinValue);
        var most = UtcMilliseconds.From(DateTime.MaxValue);
        return UtcMilliseconds.ToDateTime(Math.Clamp(milliseconds, least, most));
    }
}
