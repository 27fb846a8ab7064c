using CrmAdmin.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.JSInterop;

namespace CrmAdmin.Access;

/// <summary>Registers users, credentials, plan and audit log.</summary>
public static class AccessFeature
{
    /// <summary>Adds what tells who calls and what they may do.</summary>
    public static IServiceCollection AddAccess(this IServiceCollection services)
    {
        services.AddProtectionKeys();
        services.AddSessions();
        services.AddSingleton<CredentialDirectory>();
        services.AddSingleton<Credentials>();
        services.AddSingleton<Signatures>();
        services.AddSingleton<SignatureTrial>();
        services.AddSingleton<LastUsed>();
        services.AddHostedService(provider => provider.GetRequiredService<LastUsed>());
        services.AddSingleton<SignatureMemory>(provider =>
            provider.GetRequiredService<DatabaseOptions>().Provider == DatabaseProvider.Postgres
                ? ActivatorUtilities.CreateInstance<PostgresSignatures>(provider)
                : ActivatorUtilities.CreateInstance<FileSignatures>(provider));
        services.AddSingleton<AuditLog>();
        services.AddSingleton<AuditService>();
        services.AddSingleton<RecordHistory>();
        services.AddSingleton<PlanService>();
        services.AddSingleton<CredentialRegister>();
        services.AddSingleton<ApiKeyService>();
        services.AddSingleton<TokenService>();
        services.AddSingleton<UserService>();
        services.AddSingleton<Bootstrap>();
        return services;
    }

    /// <summary>Lets only signed-in people reach pages and circuits. Comes after the pages' middleware, which shows pages of its own.</summary>
    public static void UseAccess(this WebApplication app)
    {
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
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

    /// <summary>Maps signing out.</summary>
    public static void MapAccessPages(this IEndpointRouteBuilder app) => app.MapSessions();

    // Whatever says nothing of its own needs a signed-in user.
    private static void AddSessions(this IServiceCollection services)
    {
        services.AddIdentityCore<User>().AddSignInManager().AddEntityFrameworkStores<CrmDb>();
        services.AddSingleton<ILookupNormalizer, UpperInvariantLookupNormalizer>();
        services.AddSingleton<IPasswordHasher<User>, PasswordHasher<User>>();
        services.AddAuthentication(IdentityConstants.ApplicationScheme)
            .AddCookie(IdentityConstants.ApplicationScheme, Sessions.Configure);
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        services.AddAntiforgery(options => options.Cookie.Name = "crm.antiforgery");
        services.AddCascadingAuthenticationState();
        services.AddScoped<AuthenticationStateProvider, SessionGuard>();
        services.AddScoped(provider => CallerSource.OfSession(
            provider.GetRequiredService<AuthenticationStateProvider>(), provider.GetRequiredService<CredentialDirectory>(), provider.GetRequiredService<IJSRuntime>()));
        services.AddScoped<SignIn>();
    }
}
