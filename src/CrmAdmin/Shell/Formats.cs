using System.Globalization;
using CrmAdmin.Http;
using CrmAdmin.Workspace;

namespace CrmAdmin.Shell;

/// <summary>How numbers, days, instants and spans are shown: in the person's language and the workspace's zone.</summary>
public sealed class Formats(WorkspaceSettings workspace, TimeProvider clock, Texts texts)
{
    private static readonly string[] ByteUnits = ["B", "KB", "MB", "GB", "TB"];

    private static bool IsKorean => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "ko";

    private static CultureInfo Culture => CultureInfo.CurrentUICulture;

    /// <summary>A number with its thousands apart, as many digits as it has: 1,284,000.5.</summary>
    public static string Number(double value) => double.IsInteger(value) && Math.Abs(value) <= Limits.NumberMagnitude
        ? Number((long)value)
        : value.ToString(Math.Abs(value) < 1e15 ? "#,0.###############" : "R", Culture);

    /// <summary>A whole number with its thousands apart.</summary>
    public static string Number(long value) => value.ToString("N0", Culture);

    /// <summary>A count that stopped at its cap: 10,000+.</summary>
    public static string Count(long count, bool capped) => capped ? Number(count) + "+" : Number(count);

    /// <summary>A count where room is short: 2,970, 12.8k, 1.3M.</summary>
    public static string Short(long count) => count switch
    {
        < 10_000 => Number(count),
        < 999_500 => Scaled(count / 1_000.0) + "k",
        _ => Scaled(count / 1_000_000.0) + "M",
    };

    /// <summary>A size in bytes: 2.4 MB.</summary>
    public static string Bytes(long bytes)
    {
        double size = bytes;
        var unit = 0;
        while (size >= 1000 && unit < ByteUnits.Length - 1)
        {
            size /= 1024;
            unit++;
        }

        return $"{size.ToString(unit == 0 || size >= 100 ? "0" : "0.#", Culture)} {ByteUnits[unit]}";
    }

    /// <summary>A day, short: 11/02 and Nov 2 this year, 2025/11/02 and Nov 2, 2025 otherwise.</summary>
    public string Day(DateOnly day) => day.ToString(DayPattern(day.Year == Today.Year), Culture);

    /// <summary>A day with its weekday: 2026년 11월 2일 월요일, Monday, November 2, 2026.</summary>
    public static string FullDay(DateOnly day) => day.ToString(IsKorean ? "yyyy년 M월 d일 dddd" : "dddd, MMMM d, yyyy", Culture);

    /// <summary>An instant, short: «3일 전» within a week, its day before that and after now.</summary>
    public string When(DateTime utc)
    {
        var past = clock.GetUtcNow().UtcDateTime - utc;
        return past switch
        {
            { Ticks: < 0 } => past > TimeSpan.FromSeconds(-5) ? texts["Shell.JustNow"] : Time(utc),
            { TotalMinutes: < 1 } => texts["Shell.JustNow"],
            { TotalHours: < 1 } => texts["Shell.MinutesAgo", (int)past.TotalMinutes],
            { TotalDays: < 1 } => texts["Shell.HoursAgo", (int)past.TotalHours],
            { TotalDays: < 7 } => texts["Shell.DaysAgo", (int)past.TotalDays],
            _ => Day(DateOnly.FromDateTime(Local(utc))),
        };
    }

    /// <summary>A day and time to the minute: 11/02 14:05, Nov 2, 2:05 PM.</summary>
    public string Time(DateTime utc)
    {
        var local = Local(utc);
        var separator = IsKorean ? " " : ", ";
        return Day(DateOnly.FromDateTime(local)) + separator + local.ToString(IsKorean ? "HH:mm" : "h:mm tt", Culture);
    }

    /// <summary>Everything about an instant, for hovers: 2026년 11월 2일 월요일 14:05:09 (Asia/Seoul).</summary>
    public string FullTime(DateTime utc)
    {
        var local = Local(utc);
        var time = local.ToString(IsKorean ? "HH:mm:ss" : "h:mm:ss tt", Culture);
        return $"{FullDay(DateOnly.FromDateTime(local))} {time} ({workspace.TimeZone.Id})";
    }

    /// <summary>A span as people say it, its largest two units: 3분 20초, 3 min 20 s.</summary>
    public string Span(TimeSpan span) => span switch
    {
        { TotalSeconds: < 60 } => texts["Shell.Seconds", (int)Math.Ceiling(span.TotalSeconds)],
        { TotalMinutes: < 60 } => texts["Shell.MinutesSeconds", (int)span.TotalMinutes, span.Seconds],
        { TotalHours: < 48 } => texts["Shell.HoursMinutes", (int)span.TotalHours, span.Minutes],
        _ => texts["Shell.Days", (int)span.TotalDays],
    };

    /// <summary>An instant on the workspace's clocks.</summary>
    public DateTime Local(DateTime utc) => TimeZoneInfo.ConvertTimeFromUtc(utc, workspace.TimeZone);

    /// <summary>Today in the workspace.</summary>
    public DateOnly Today => DateOnly.FromDateTime(Local(clock.GetUtcNow().UtcDateTime));

    private static string Scaled(double value) => value.ToString(value < 100 ? "0.#" : "0", Culture);

    private static string DayPattern(bool thisYear) => (IsKorean, thisYear) switch
    {
        (true, true) => "MM'/'dd",
        (true, false) => "yyyy'/'MM'/'dd",
        (false, true) => "MMM d",
        _ => "MMM d, yyyy",
    };
}
