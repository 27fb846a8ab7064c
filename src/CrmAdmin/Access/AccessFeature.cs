using CrmAdmin.Storage;
using Microsoft.AspNetCore.Identity;

namespace CrmAdmin.Access;

/// <summary>Registers users, credentials, plan and audit log.</summary>
public static class AccessFeature
{
    /// <summary>Adds what tells who calls and what they may do.</summary>
    public static IServiceCollection AddAccess(this IServiceCollection services)
    {
        services.AddProtectionKeys();
        services.AddIdentityCore<User>().AddEntityFrameworkStores<CrmDb>();
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies();
        services.AddAntiforgery();
        services.AddSingleton<CredentialDirectory>();
        services.AddSingleton<Credentials>();
        services.AddSingleton<Signatures>();
        services.AddSingleton<LastUsed>();
        services.AddHostedService(provider => provider.GetRequiredService<LastUsed>());
        services.AddSingleton<SignatureMemory>(provider =>
            provider.GetRequiredService<DatabaseOptions>().Provider == DatabaseProvider.Postgres
                ? ActivatorUtilities.CreateInstance<PostgresSignatures>(provider)
                : ActivatorUtilities.CreateInstance<FileSignatures>(provider));
        services.AddSingleton<AuditLog>();
        services.AddSingleton<AuditService>();
        services.AddSingleton<PlanService>();
        services.AddSingleton<CredentialRegister>();
        services.AddSingleton<ApiKeyService>();
        services.AddSingleton<TokenService>();
        services.AddSingleton<Bootstrap>();
        return services;
    }

    /// <summary>Makes the first OWNER and API key; before the server listens.</summary>
    public static Task BootstrapAsync(this WebApplication app) => app.Services.GetRequiredService<Bootstrap>().RunAsync(CancellationToken.None);

    /// <summary>Maps the feature's routes.</summary>
    public static void MapAccess(this IEndpointRouteBuilder api)
    {
        api.MapPlan();
        api.MapCredentials();
        api.MapAudit();
    }
}
