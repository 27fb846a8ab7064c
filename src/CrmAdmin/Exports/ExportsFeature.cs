using CrmAdmin.Access;
using CrmAdmin.Exports.Bulk;
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
        .AddSingleton<ExportSnapshot>()
        .AddSingleton<ExportRecords>()
        .AddSingleton<DownloadLinks>()
        .AddSingleton<ExportService>()
        .AddSingleton<ExportList>()
        .AddScoped<ExportNews>()
        .AddSingleton<BulkContacts>()
        .AddSingleton<ContactFile>()
        .AddSingleton<ActivityFile>()
        .AddSingleton<BulkExportPages>()
        .AddSingleton<BulkExportService>()
        .AddSingleton<IExportKind>(provider => provider.GetRequiredService<ExportService>())
        .AddSingleton<IExportKind>(provider => provider.GetRequiredService<BulkExportService>())
        .AddSingleton<IDownloads>(provider => provider.GetRequiredService<ExportWork>())
        .AddSingleton<IDownloads>(provider => provider.GetRequiredService<BulkExportWork>())
        .AddSingleton(new NavEntry(50, "Exports.Title", ExportNavigation.Href, "export", Role.Member))
        .AddSingleton(ExportNavigation.Counts)
        .AddLongWork<ExportWork>()
        .AddLongWork<BulkExportWork>();
}
