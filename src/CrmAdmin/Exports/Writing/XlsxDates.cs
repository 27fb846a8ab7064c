using CrmAdmin.Storage;

namespace CrmAdmin.Exports.Writing;

/// <summary>
/// Days and instants as Excel counts them: days since 1899-12-30. Excel takes 1900 for a leap year and other programs
/// do not, so what lies before 1900-03-01, or after 9999 in the zone, has no number that all of them read alike.
/// </summary>
internal static class XlsxDates
{
    private const int MostBytes = 24;
    private const long FractionDigits = 10_000_000_000;
    private static readonly int Epoch = new DateOnly(1899, 12, 30).DayNumber;
    private static readonly int First = new DateOnly(1900, 3, 1).DayNumber;

    /// <summary>Whether a day has a number.</summary>
    public static bool HasDay(long dayNumber) => dayNumber >= First;

    /// <summary>Whether an instant has a number on the zone's clock.</summary>
    public static bool HasInstant(long milliseconds, TimeZoneInfo zone) =>
        DateText.TryShift(UtcMilliseconds.ToDateTime(milliseconds), zone, out var local, out _)
        && HasDay(DateOnly.FromDateTime(local).DayNumber);

    /// <summary>Writes a day's number.</summary>
    public static void WriteDay(long dayNumber, Utf8Output output) => output.Write(dayNumber - Epoch);

    /// <summary>Writes an instant's number on the zone's clock, exact to the millisecond.</summary>
    public static void WriteInstant(long milliseconds, TimeZoneInfo zone, Utf8Output output)
    {
        var local = TimeZoneInfo.ConvertTimeFromUtc(UtcMilliseconds.ToDateTime(milliseconds), zone);
        WriteDay(DateOnly.FromDateTime(local).DayNumber, output);
        WriteFraction(local.TimeOfDay, output);
    }

    private static void WriteFraction(TimeSpan timeOfDay, Utf8Output output)
    {
        var fraction = timeOfDay.Ticks / TimeSpan.TicksPerMillisecond * FractionDigits / (long)TimeSpan.FromDays(1).TotalMilliseconds;
        if (fraction == 0)
        {
            return;
        }

        var target = output.Reserve(MostBytes);
        target[0] = (byte)'.';
        var length = 1;
        for (var unit = FractionDigits / 10; fraction > 0; unit /= 10)
        {
            target[length++] = (byte)('0' + (fraction / unit));
            fraction %= unit;
        }

        output.Advance(length);
    }
}
