using System.Globalization;

namespace CrmAdmin.Workspace;

/// <summary>What the OWNER can set for the whole workspace.</summary>
/// <param name="Name">Stands above the navigation; empty for the program's own name. At most <see cref="NameMost"/> characters.</param>
/// <param name="TimeZone">The zone that days begin in and times are shown in.</param>
/// <param name="Language">The language of whoever has not chosen one: ko or en.</param>
/// <param name="WeekStart">The first day of the week in calendars: Monday or Sunday.</param>
public sealed record WorkspaceProfile(string Name, TimeZoneInfo TimeZone, CultureInfo Language, DayOfWeek WeekStart = DayOfWeek.Monday)
{
    /// <summary>Longest name, in characters.</summary>
    public const int NameMost = 40;

    /// <summary>The languages there are.</summary>
    public static readonly IReadOnlyList<string> Languages = ["ko", "en"];

    /// <summary>The days that a week can begin with.</summary>
    public static readonly IReadOnlyList<DayOfWeek> WeekStarts = [DayOfWeek.Monday, DayOfWeek.Sunday];

    /// <summary>A day that a week can begin with as it is stored and asked for: monday, sunday.</summary>
    public static string Say(DayOfWeek weekStart) => weekStart.ToString().ToLowerInvariant();

    /// <summary>
    /// Reads «Workspace:TimeZone» (Asia/Seoul) and «Workspace:Language» (ko), which hold until the OWNER sets something
    /// else; an unknown zone or language stops the start.
    /// </summary>
    public static WorkspaceProfile From(IConfiguration configuration)
    {
        var section = configuration.GetSection("Workspace");
        var language = section["Language"] ?? "ko";
        if (!Languages.Contains(language))
        {
            throw new InvalidOperationException($"Workspace:Language is «{language}»; it must be ko or en.");
        }

        return new("", TimeZoneInfo.FindSystemTimeZoneById(section["TimeZone"] ?? "Asia/Seoul"), CultureInfo.GetCultureInfo(language));
    }
}
