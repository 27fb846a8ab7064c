using CrmAdmin.Storage;
using Microsoft.Data.Sqlite;
using Quartz;

namespace CrmAdmin.Jobs;

/// <summary>Registers the scheduler and the keeping of jobs.</summary>
public static class JobsFeature
{
    /// <summary>Adds both. Kinds of work add themselves as <see cref="ILongWork"/>.</summary>
    public static IServiceCollection AddJobs(this IServiceCollection services, IConfiguration configuration)
    {
        var database = DatabaseOptions.From(configuration);
        services.AddQuartz(quartz =>
        {
            quartz.ConfigureScheduler(options => options.InstanceName = "CrmAdmin");
            quartz.UseDefaultThreadPool(JobLimits.SideBySide);
            quartz.UsePersistentStore(store => Configure(store, database));
        });
        services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
        services.AddHealthChecks().AddQuartz(check => check.Name = "jobs");
        services.AddSingleton<SteadyTime>();
        services.AddSingleton<RunningJobs>();
        services.AddSingleton<RightOfWay>();
        services.AddSingleton<JobQueue>();
        services.AddSingleton<JobWrites>();
        services.AddHostedService<JobSweep>();
        return services;
    }

    /// <summary>Registers a kind of work, to be had under its own type too.</summary>
    public static IServiceCollection AddLongWork<TWork>(this IServiceCollection services)
        where TWork : class, ILongWork
    {
        services.AddSingleton<TWork>();
        return services.AddSingleton<ILongWork>(provider => provider.GetRequiredService<TWork>());
    }

    private static void Configure(IPersistentStoreBuilder store, DatabaseOptions database)
    {
        store.ProvisionSchema();
        if (database.Provider == DatabaseProvider.Postgres)
        {
            store.UsePostgres(database.ConnectionString);
            store.UseClustering(cluster => cluster.CheckinInterval = TimeSpan.FromSeconds(5));
            return;
        }

        // A file of its own that never enters WAL mode: the scheduler commits outside the write gate.
        Directory.CreateDirectory(database.StoragePath);
        store.UseSqlite(new SqliteConnectionStringBuilder
        {
            DataSource = Path.Combine(database.StoragePath, "jobs.db"),
            DefaultTimeout = 5,
        }.ToString());
    }
}
