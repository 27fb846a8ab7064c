using CrmAdmin.Shell;

namespace CrmAdmin.Home;

/// <summary>Registers the home page.</summary>
public static class HomeFeature
{
    /// <summary>Adds the figures and the line of the navigation.</summary>
    public static IServiceCollection AddHome(this IServiceCollection services)
    {
        services.AddSingleton<HomeService>();
        services.AddSingleton(new NavEntry(0, "Home.Title", "", "home", Exact: true));
        return services;
    }
}
