using CrmAdmin.Access;
using CrmAdmin.Shell;

namespace CrmAdmin.Settings;

/// <summary>Registers the settings pages.</summary>
public static class SettingsFeature
{
    /// <summary>Adds what the pages act through, and the line of the navigation.</summary>
    public static IServiceCollection AddSettings(this IServiceCollection services) => services
        .AddSingleton<PropertyUses>()
        .AddScoped<SettingsActs>()
        .AddSingleton(new NavEntry(90, "Settings.Title", "settings", "settings", Role.Admin));
}
