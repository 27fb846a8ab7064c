using System.Globalization;

namespace CrmAdmin.Workspace;

/// <summary>What holds for the whole workspace: «Workspace:TimeZone» (Asia/Seoul) and «Workspace:Language» (ko).</summary>
/// <param name="TimeZone">The zone that days begin in and times are shown in.</param>
/// <param name="Language">The language of whoever has not chosen one: ko or en.</param>
public sealed record WorkspaceSettings(TimeZoneInfo TimeZone, CultureInfo Language)
{
    /// <summary>Reads the settings; an unknown zone or language stops the start.</summary>
    public static WorkspaceSettings From(IConfiguration configuration)
    {
        var section = configuration.GetSection("Workspace");
        var language = section["Language"] ?? "ko";
        if (language is not ("ko" or "en"))
        {
            throw new InvalidOperationException($"Workspace:Language is «{language}»; it must be ko or en.");
        }

        return new(TimeZoneInfo.FindSystemTimeZoneById(section["TimeZone"] ?? "Asia/Seoul"), CultureInfo.GetCultureInfo(language));
    }
}
