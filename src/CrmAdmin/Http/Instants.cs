using System.Globalization;
using System.Text.RegularExpressions;

namespace CrmAdmin.Http;

/// <summary>Reads ISO 8601 instants and days as callers write them.</summary>
public static partial class Instants
{
    private const string Answered = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    /// <summary>
    /// An instant with Z or an offset, seconds optional, 0 to 9 fractional digits; what is finer than a millisecond is cut off.
    /// </summary>
    public static bool TryParse(string? text, out DateTime utc)
    {
        // The form in which instants are answered, which nearly all of those given have, needs no pattern.
        if (DateTime.TryParseExact(text, Answered, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out utc))
        {
            return true;
        }

        var match = Pattern().Match(text ?? "");
        if (!match.Success || !TryParseDay(match.Groups["day"].Value, out var day))
        {
            return false;
        }

        int hour = Number(match, "h"), minute = Number(match, "m"), second = Number(match, "s");
        int offsetHour = Number(match, "oh"), offsetMinute = Number(match, "om");
        if (hour > 23 || minute > 59 || second > 59 || offsetHour > 14 || offsetMinute > 59)
        {
            return false;
        }

        var fraction = match.Groups["f"].Value.PadRight(3, '0')[..3];
        var offset = new TimeSpan(offsetHour, offsetMinute, 0) * (match.Groups["sign"].Value == "-" ? -1 : 1);
        var ticks = day.ToDateTime(TimeOnly.MinValue).Ticks
            + new TimeSpan(0, hour, minute, second, int.Parse(fraction, CultureInfo.InvariantCulture)).Ticks - offset.Ticks;
        if (ticks < DateTime.MinValue.Ticks || ticks > DateTime.MaxValue.Ticks)
        {
            return false;
        }

        utc = new DateTime(ticks, DateTimeKind.Utc);
        return true;
    }

    /// <summary>A day as YYYY-MM-DD, nothing else.</summary>
    public static bool TryParseDay(string? text, out DateOnly day) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);

    private static int Number(Match match, string group) =>
        match.Groups[group].Success ? int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"\A(?<day>[0-9]{4}-[0-9]{2}-[0-9]{2})T(?<h>[0-9]{2}):(?<m>[0-9]{2})(:(?<s>[0-9]{2})(\.(?<f>[0-9]{0,9}))?)?(Z|(?<sign>[+-])(?<oh>[0-9]{2}):?(?<om>[0-9]{2}))\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
