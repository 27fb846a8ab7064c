using CrmAdmin.Exports;
using CrmAdmin.Records;
using CrmAdmin.Trash;

namespace CrmAdmin.Files;

/// <summary>Registers files.</summary>
public static class FilesFeature
{
    /// <summary>Adds the services of files.</summary>
    public static IServiceCollection AddFiles(this IServiceCollection services) => services
        .AddSingleton<FileFolder>()
        .AddSingleton<FileService>()
        .AddSingleton<IDownloads>(provider => provider.GetRequiredService<FileService>())
        .AddScoped(provider => new ShownFiles(provider.GetRequiredService<FileService>().FindAsync))
        .AddSingleton<RecordAnswers>()
        .AddSingleton<IRecordAttachment, FileAttachment>()
        .AddSingleton<FileCollector>()
        .AddHostedService(provider => provider.GetRequiredService<FileCollector>());
}
