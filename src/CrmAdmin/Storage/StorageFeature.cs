using CrmAdmin.Http;
using Microsoft.EntityFrameworkCore;

namespace CrmAdmin.Storage;

/// <summary>Registers the database.</summary>
public static class StorageFeature
{
    /// <summary>Adds the store and what it stands on.</summary>
    public static IServiceCollection AddStorage(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(DatabaseOptions.From(configuration));
        services.AddSingleton<StorageLock>();
        services.AddSingleton<WriteGate>();
        services.AddSingleton<SqliteCheckpoint>();
        services.AddSingleton<IDbContextFactory<CrmDb>, CrmDbFactory>();
        services.AddScoped(provider => provider.GetRequiredService<IDbContextFactory<CrmDb>>().CreateDbContext());
        services.AddSingleton<Store>();
        services.AddSingleton(new QueryLimit(Limits.SearchCost));
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<ParallelReads>(provider, Math.Min(Environment.ProcessorCount - 1, Limits.ReadHelpers)));
        services.AddSingleton<StartTurn>();
        services.AddSingleton<DatabaseSetup>();
        return services;
    }
}
