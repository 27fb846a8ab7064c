using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace CrmAdmin.Shell;

/// <summary>
/// Days and times of day as people type them: the year first, whatever stands between the parts, or as an English page
/// writes them. They are shown to be edited in the form that lists show.
/// </summary>
public static partial class TypedDates
{
    private const string DayShape = "yyyy-MM-dd";
    private const string TimeShape = "yyyy-MM-dd'T'HH:mm:ss";
    private static readonly string[] EnglishDays = ["MMM d, yyyy", "MMMM d, yyyy", "MMM d yyyy", "MMMM d yyyy", "d MMM yyyy", "d MMMM yyyy"];
    private static readonly string[] EnglishTimes = [.. EnglishDays, .. EnglishDays.SelectMany(day => new[] { day + ", h:mm tt", day + " h:mm tt", day + ", H:mm", day + " H:mm" })];

    /// <summary>What was typed as a value: YYYY-MM-DD, or YYYY-MM-DDTHH:MM:SS (.mmm where there are any); null where it is none.</summary>
    /// <param name="typed">2026-11-22, 2026/11/22, 2026. 11. 22., 2026년 11월 22일, 20261122, Nov 22, 2026; with a time 14:30 or 14:30:05 behind it.</param>
    /// <param name="withTime">Whether there may be a time; midnight where there is none.</param>
    public static string? Read(string? typed, bool withTime)
    {
        var plain = (typed ?? "").Normalize(NormalizationForm.FormKC).Trim();
        if (DateTime.TryParseExact(plain, withTime ? EnglishTimes : EnglishDays, CultureInfo.InvariantCulture, DateTimeStyles.None, out var english))
        {
            return Write(english, withTime);
        }

        if (Typed().Match(plain) is not { Success: true } parts || (parts.Groups["hour"].Success && !withTime))
        {
            return null;
        }

        int Part(string name) => parts.Groups[name].Success ? int.Parse(parts.Groups[name].ValueSpan, CultureInfo.InvariantCulture) : 0;
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"{Part("year"):0000}-{Part("month"):00}-{Part("day"):00}T{Part("hour"):00}:{Part("minute"):00}:{Part("second"):00}.{parts.Groups["rest"].Value.PadRight(3, '0')}");
        return DateTime.TryParseExact(text, TimeShape + ".fff", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read) ? Write(read, withTime) : null;
    }

    /// <summary>A moment of the clocks as a value.</summary>
    public static string Write(DateTime local, bool withTime) =>
        local.ToString(withTime ? TimeShape + (local.Millisecond == 0 ? "" : ".fff") : DayShape, CultureInfo.InvariantCulture);

    /// <summary>A value with a time as the clocks' moment; null where it is none.</summary>
    public static DateTime? Moment(string? value) =>
        DateTime.TryParseExact(value, [TimeShape, TimeShape + ".fff"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) ? local : null;

    /// <summary>The day of a value, with or without a time; null where it is none.</summary>
    public static string? Day(string? value) => Read(value, withTime: true)?[..DayShape.Length];

    /// <summary>A value with a time on another day: the time of <paramref name="value"/>, midnight where that is null.</summary>
    public static string OnDay(string day, string? value) => day + (value?[DayShape.Length..] ?? "T00:00:00");

    /// <summary>Whether a text is a value as it is shown, or the same with dashes or strokes: nothing is left to be typed.</summary>
    public static bool IsWhole(string typed, string? value) => value is not null && Show(value).Replace('/', '-') == typed.Replace('/', '-');

    /// <summary>A value as it is shown to be edited: 2026/11/22 in Korean, 2026-11-22 14:30 in English; what is none stays as it was typed.</summary>
    public static string Show(string? value) => Moment(value) is { } local
        ? local.ToString($"{Shown} HH:mm{(local.Second + local.Millisecond == 0 ? "" : ":ss")}{(local.Millisecond == 0 ? "" : ".fff")}", CultureInfo.InvariantCulture)
        : DateTime.TryParseExact(value, DayShape, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        ? day.ToString(Shown, CultureInfo.InvariantCulture)
        : value ?? "";

    private static string Shown => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "ko" ? "yyyy'/'MM'/'dd" : DayShape;

    [GeneratedRegex(
        """
        ^(?:(?<year>[0-9]{4})(?<month>[0-9]{2})(?<day>[0-9]{2})|(?<year>[0-9]{4})\s*[-./년]\s*(?<month>[0-9]{1,2})\s*[-./월]\s*(?<day>[0-9]{1,2})\s*[.일]?)
        (?:[\sT]\s*(?<hour>[0-9]{1,2}):(?<minute>[0-9]{2})(?::(?<second>[0-9]{2})(?:\.(?<rest>[0-9]{1,3}))?)?)?$
        """,
        RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Typed();
}
