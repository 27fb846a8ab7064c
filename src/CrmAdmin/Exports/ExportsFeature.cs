using CrmAdmin.Access;
using CrmAdmin.Jobs;
using CrmAdmin.Shell;

namespace CrmAdmin.Exports;

/// <summary>Registers exports.</summary>
public static class ExportsFeature
{
    /// <summary>Adds the services of exports.</summary>
    public static IServiceCollection AddExports(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(ExportOptions.From(configuration))
        .AddSingleton<ExportFolder>()
        .AddSingleton<ExportRecords>()
        .AddSingleton<DownloadLinks>()
        .AddSingleton<ExportService>()
        .AddSingleton<IDownloads>(provider => provider.GetRequiredService<ExportService>())
        .AddSingleton(new NavEntry(50, "Exports.Title", ExportNavigation.Href, "export", Role.Member))
        .AddSingleton(ExportNavigation.Counts)
        .AddLongWork<ExportWork>();
}
