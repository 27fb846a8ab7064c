using CrmAdmin.Jobs;

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
        .AddLongWork<ExportWork>();
}
