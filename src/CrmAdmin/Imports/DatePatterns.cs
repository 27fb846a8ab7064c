using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using CrmAdmin.Http;

namespace CrmAdmin.Imports;

/// <summary>Reads days and instants as an import's dateFormat says they are written.</summary>
internal sealed partial class DatePatterns
{
    private static readonly string[] YearFirst =
    [
        "yyyy-M-d", "yyyy.M.d", "yyyy.M.d.", "yyyy. M. d", "yyyy. M. d.", "yyyy/M/d", "yyyyMMdd", "yyyy'년' M'월' d'일'", "yyyy'년'M'월'd'일'",
    ];

    private static readonly string[] Clocks = ["H:mm", "H:mm:ss", "H:mm:ss.FFF"];
    private static readonly string[] Iso = [.. With(["yyyy-MM-dd"], "'T'"), .. With(["yyyy-MM-dd"], " ")];

    private static readonly Dictionary<string, string[]> Named = new(StringComparer.Ordinal)
    {
        ["ISO"] = [],
        ["L"] = ["M/d/yyyy"],
        ["LL"] = ["MMMM d, yyyy"],
        ["LLL"] = ["MMMM d, yyyy h:mm tt", "MMMM d, yyyy"],
    };

    private readonly string[] patterns;
    private readonly bool asksTime;
    private readonly TimeZoneInfo zone;

    private DatePatterns(string[] patterns, bool asksTime, TimeZoneInfo zone) =>
        (this.patterns, this.asksTime, this.zone) = (patterns, asksTime, zone);

    /// <summary>The patterns of a dateFormat; null where it makes no sense.</summary>
    /// <param name="format">As in <see cref="ImportRequest.DateFormat"/>.</param>
    /// <param name="zone">Where times without an offset were written.</param>
    public static DatePatterns? Of(string? format, TimeZoneInfo zone)
    {
        if (string.IsNullOrEmpty(format))
        {
            return new DatePatterns([.. YearFirst, .. With(YearFirst, " "), .. With(YearFirst, "'T'")], false, zone);
        }

        if (!Named.TryGetValue(format, out var asked))
        {
            asked = Translate(format) is { } pattern ? [pattern] : null;
        }

        return asked is null ? null : new DatePatterns([.. asked, .. With(asked, " ")], Array.Exists(asked, HasTime), zone);
    }

    /// <summary>A calendar day. A time beside it is read only where it is midnight, or where the format asks for one.</summary>
    public bool TryDay(string cell, out DateOnly day)
    {
        if (Instants.TryParseDay(cell, out day))
        {
            return true;
        }

        var found = TryLocal(cell, out var local);
        day = DateOnly.FromDateTime(local);
        return found && (asksTime || local.TimeOfDay == TimeSpan.Zero);
    }

    /// <summary>An instant; without an offset it is the zone's time, a bare day its beginning there.</summary>
    public bool TryInstant(string cell, out DateTime utc)
    {
        if (Instants.TryParse(cell, out utc))
        {
            return true;
        }

        if (Instants.TryParseDay(cell, out var day))
        {
            return TryUtc(day.ToDateTime(TimeOnly.MinValue), out utc);
        }

        return TryLocal(cell, out var local) && TryUtc(local, out utc);
    }

    /// <summary>Each pattern followed by a time of day.</summary>
    private static IEnumerable<string> With(string[] days, string between) =>
        from day in days
        where !HasTime(day)
        from clock in Clocks
        select day + between + clock;

    private static bool HasTime(string pattern) => pattern.Contains('h', StringComparison.OrdinalIgnoreCase);

    private bool TryLocal(string cell, out DateTime local) =>
        DateTime.TryParseExact(cell, patterns, CultureInfo.InvariantCulture, DateTimeStyles.None, out local)
        || DateTime.TryParseExact(cell, Iso, CultureInfo.InvariantCulture, DateTimeStyles.None, out local);

    /// <summary>A time that a change of clocks leaves out is taken as the hour behind it.</summary>
    private bool TryUtc(DateTime local, out DateTime utc)
    {
        var real = zone.IsInvalidTime(local) ? local.AddHours(1) : local;
        var ticks = real.Ticks - zone.GetUtcOffset(real).Ticks;
        var fits = ticks >= DateTime.MinValue.Ticks && ticks <= DateTime.MaxValue.Ticks;
        utc = fits ? new DateTime(ticks - (ticks % TimeSpan.TicksPerMillisecond), DateTimeKind.Utc) : default;
        return fits;
    }

    /// <summary>The pattern in .NET's letters; null where it has others, or not year, month and day.</summary>
    private static string? Translate(string format)
    {
        var pattern = new StringBuilder();
        var letters = "";
        foreach (Match token in Token().Matches(format))
        {
            var text = token.Value;
            var known = text switch
            {
                "YYYY" or "yyyy" => "yyyy",
                "YY" or "yy" => "yy",
                "MMMM" or "MMM" or "MM" or "M" or "HH" or "H" or "hh" or "h" or "mm" or "m" or "ss" or "s" => text,
                "DD" or "dd" => "dd",
                "D" or "d" => "d",
                "SSS" or "fff" => "fff",
                "A" or "a" or "tt" => "tt",
                _ => null,
            };
            if (known is null && char.IsAsciiLetter(text[0]))
            {
                return null;
            }

            letters += known is null ? "" : known[0];
            pattern.Append(known ?? "\\" + text);
        }

        return "yMd".All(needed => letters.Count(letter => letter == needed) == 1) && letters.Length == letters.Distinct().Count() ? pattern.ToString() : null;
    }

    [GeneratedRegex(@"([A-Za-z])\1*|[^A-Za-z]")]
    private static partial Regex Token();
}
