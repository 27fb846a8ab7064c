using CrmAdmin.Access;
using CrmAdmin.Shell;

namespace CrmAdmin.Settings;

/// <summary>Registers the settings pages.</summary>
public static class SettingsFeature
{
    /// <summary>Adds what the pages act through, and the lines of navigation and palette.</summary>
    public static IServiceCollection AddSettings(this IServiceCollection services)
    {
        foreach (var page in SettingsPage.All)
        {
            services.AddSingleton(new NavEntry(91, page.TextKey, page.Href, "settings", page.Role, Place: NavPlace.PalettePage));
        }

        return services
            .AddSingleton<PropertyUses>()
            .AddScoped<SettingsActs>()
            .AddScoped<PropertyQuestions>()
            .AddSingleton(new NavEntry(90, "Settings.Title", "settings", "settings", Role.Admin));
    }
}
