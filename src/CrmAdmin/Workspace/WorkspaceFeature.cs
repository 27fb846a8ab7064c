using CrmAdmin.Storage;

namespace CrmAdmin.Workspace;

/// <summary>Registers the workspace's settings.</summary>
internal static class WorkspaceFeature
{
    /// <summary>Adds them; several nodes are there on PostgreSQL alone.</summary>
    public static void AddWorkspace(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(new WorkspaceSettings(WorkspaceProfile.From(configuration)));
        services.AddSingleton<WorkspaceService>();
        if (DatabaseOptions.From(configuration).Provider == DatabaseProvider.Postgres)
        {
            services.AddHostedService<WorkspaceFollower>();
        }
    }
}
