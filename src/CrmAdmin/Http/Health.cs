using CrmAdmin.Storage;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CrmAdmin.Http;

/// <summary>/healthz: the process answers. /readyz: so does everything it needs; a feature adds a check of its own.</summary>
internal static class Health
{
    /// <summary>Adds the check of the database.</summary>
    public static void AddHealth(this IServiceCollection services) => services.AddHealthChecks().AddCheck<Database>("database");

    /// <summary>Maps both, for everybody.</summary>
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapHealthChecks("/healthz", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks("/readyz").AllowAnonymous();
    }

    private sealed class Database(Store store) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            try
            {
                await store.ReadAsync(db => db.Users.AnyAsync(cancellationToken), cancellationToken);
                return HealthCheckResult.Healthy();
            }
            catch (Exception fault)
            {
                return HealthCheckResult.Unhealthy(exception: fault);
            }
        }
    }
}
