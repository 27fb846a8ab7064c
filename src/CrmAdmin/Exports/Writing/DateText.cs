using System.Buffers.Text;
using System.Globalization;
using System.Text;
using CrmAdmin.Storage;

namespace CrmAdmin.Exports.Writing;

/// <summary>Days and instants in one of the four formats. Month names are English in every language.</summary>
internal sealed class DateText(ExportDateFormat format, TimeZoneInfo? askedZone, TimeZoneInfo workspaceZone)
{
    /// <summary>Bytes that hold every date.</summary>
    public const int MostBytes = 48;

    private static readonly byte[][] Months =
        [.. CultureInfo.InvariantCulture.DateTimeFormat.MonthNames.Take(12).Select(Encoding.UTF8.GetBytes)];

    private readonly TimeZoneInfo zone = askedZone ?? workspaceZone;

    /// <summary>Writes a day, which no zone ever shifts, and tells its length.</summary>
    public int WriteDay(long dayNumber, Span<byte> target) =>
        WriteDay(DateOnly.FromDayNumber((int)dayNumber).ToDateTime(TimeOnly.MinValue), target);

    /// <summary>Writes an instant given in milliseconds since 1970 UTC and tells its length.</summary>
    public int WriteInstant(long milliseconds, Span<byte> target)
    {
        var utc = UtcMilliseconds.ToDateTime(milliseconds);
        if (format == ExportDateFormat.Iso)
        {
            return askedZone is not null && TryShift(utc, zone, out var shifted, out var offset)
                ? WriteIso(shifted, target, offset)
                : WriteIso(utc, target, null);
        }

        // The first and last hours of the calendar have no time in some zones: those stay in UTC.
        var local = TryShift(utc, zone, out var inZone, out _) ? inZone : utc;
        var length = WriteDay(local, target);
        return format == ExportDateFormat.LLL ? length + WriteClock(local, target[length..]) : length;
    }

    /// <summary>The instant on the zone's clock; false where the calendar of years 1 to 9999 has no such time.</summary>
    public static bool TryShift(DateTime utc, TimeZoneInfo zone, out DateTime local, out TimeSpan offset)
    {
        offset = zone.GetUtcOffset(utc);
        var ticks = utc.Ticks + offset.Ticks;
        var fits = ticks >= DateTime.MinValue.Ticks && ticks <= DateTime.MaxValue.Ticks;
        local = fits ? new DateTime(ticks) : default;
        return fits;
    }

    private int WriteDay(DateTime day, Span<byte> target)
    {
        switch (format)
        {
            case ExportDateFormat.Iso:
                return WriteIsoDay(day, target);
            case ExportDateFormat.L:
                Digits(target, day.Month, 2);
                target[2] = (byte)'/';
                Digits(target[3..], day.Day, 2);
                target[5] = (byte)'/';
                Digits(target[6..], day.Year, 4);
                return 10;
            default:
                return WriteLongDay(day, target);
        }
    }

    private static int WriteLongDay(DateTime day, Span<byte> target)
    {
        var month = Months[day.Month - 1];
        month.CopyTo(target);
        var length = month.Length;
        target[length++] = (byte)' ';
        Utf8Formatter.TryFormat(day.Day, target[length..], out var written);
        length += written;
        ", "u8.CopyTo(target[length..]);
        Digits(target[(length + 2)..], day.Year, 4);
        return length + 6;
    }

    private static int WriteClock(DateTime time, Span<byte> target)
    {
        target[0] = (byte)' ';
        Utf8Formatter.TryFormat((time.Hour + 11) % 12 + 1, target[1..], out var length);
        length++;
        target[length++] = (byte)':';
        Digits(target[length..], time.Minute, 2);
        (time.Hour < 12 ? " AM"u8 : " PM"u8).CopyTo(target[(length + 2)..]);
        return length + 5;
    }

    private static int WriteIso(DateTime time, Span<byte> target, TimeSpan? offset)
    {
        WriteIsoDay(time, target);
        target[10] = (byte)'T';
        Digits(target[11..], time.Hour, 2);
        target[13] = (byte)':';
        Digits(target[14..], time.Minute, 2);
        target[16] = (byte)':';
        Digits(target[17..], time.Second, 2);
        target[19] = (byte)'.';
        Digits(target[20..], time.Millisecond, 3);
        if (offset is not { } shift)
        {
            target[23] = (byte)'Z';
            return 24;
        }

        target[23] = (byte)(shift < TimeSpan.Zero ? '-' : '+');
        Digits(target[24..], Math.Abs(shift.Hours), 2);
        target[26] = (byte)':';
        Digits(target[27..], Math.Abs(shift.Minutes), 2);
        return 29;
    }

    private static int WriteIsoDay(DateTime day, Span<byte> target)
    {
        Digits(target, day.Year, 4);
        target[4] = (byte)'-';
        Digits(target[5..], day.Month, 2);
        target[7] = (byte)'-';
        Digits(target[8..], day.Day, 2);
        return 10;
    }

    private static void Digits(Span<byte> target, int value, int count)
    {
        for (var i = count - 1; i >= 0; i--)
        {
            target[i] = (byte)('0' + (value % 10));
            value /= 10;
        }
    }
}
