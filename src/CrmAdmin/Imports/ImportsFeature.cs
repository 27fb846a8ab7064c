using CrmAdmin.Exports;
using CrmAdmin.Jobs;

namespace CrmAdmin.Imports;

/// <summary>Registers imports.</summary>
public static class ImportsFeature
{
    /// <summary>Adds the services of imports.</summary>
    public static IServiceCollection AddImports(this IServiceCollection services) => services
        .AddSingleton<ImportFolder>()
        .AddSingleton<ImportUploads>()
        .AddSingleton<ImportChunks>()
        .AddSingleton<ImportLeftovers>()
        .AddSingleton<ImportUndo>()
        .AddSingleton<ImportService>()
        .AddSingleton<IDownloads>(provider => provider.GetRequiredService<ImportService>())
        .AddLongWork<ImportWork>();
}
