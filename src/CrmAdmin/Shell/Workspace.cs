namespace CrmAdmin.Shell;

/// <summary>The workspace's own settings, from the section Workspace.</summary>
/// <param name="Zone">Workspace:TimeZone, an IANA name; Asia/Seoul by default.</param>
/// <param name="Language">Workspace:Language, ko or en; ko by default.</param>
public sealed record Workspace(TimeZoneInfo Zone, string Language)
{
    /// <summary>Reads the settings; throws at start where they make no sense.</summary>
    public static Workspace From(IConfiguration configuration)
    {
        var language = configuration["Workspace:Language"] ?? "ko";
        return language is "ko" or "en"
            ? new Workspace(TimeZoneInfo.FindSystemTimeZoneById(configuration["Workspace:TimeZone"] ?? "Asia/Seoul"), language)
            : throw new InvalidOperationException("Workspace:Language must be ko or en.");
    }
}
