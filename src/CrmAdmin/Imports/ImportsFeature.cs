using CrmAdmin.Access;
using CrmAdmin.Exports;
using CrmAdmin.Jobs;
using CrmAdmin.Shell;

namespace CrmAdmin.Imports;

/// <summary>Registers imports.</summary>
public static class ImportsFeature
{
    /// <summary>Adds the services of imports.</summary>
    public static IServiceCollection AddImports(this IServiceCollection services) => services
        .AddSingleton<ImportFolder>()
        .AddSingleton<ImportRegister>()
        .AddSingleton<ImportTrials>()
        .AddSingleton<ImportUploads>()
        .AddSingleton<ImportChunks>()
        .AddSingleton<ImportLeftovers>()
        .AddSingleton<ImportIndexes>()
        .AddSingleton<ImportUndo>()
        .AddSingleton<ImportService>()
        .AddSingleton<IDownloads>(provider => provider.GetRequiredService<ImportService>())
        .AddSingleton(new NavEntry(55, "Imports.Title", ImportNavigation.Href, "import", Role.Member))
        .AddSingleton(ImportNavigation.Counts)
        .AddLongWork<ImportWork>();
}
