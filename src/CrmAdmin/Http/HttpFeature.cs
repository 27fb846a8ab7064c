using CrmAdmin.Access;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace CrmAdmin.Http;

/// <summary>Registers and places the rules that hold for every REST request.</summary>
public static class HttpFeature
{
    /// <summary>Adds rate limits, cursors and JSON rules.</summary>
    public static IServiceCollection AddHttp(this IServiceCollection services)
    {
        services.AddSingleton<RateLimiter>();
        services.AddSingleton<StartKeys>();
        services.AddSingleton<IdempotencyKeys>();
        services.AddSingleton<ContractPaths>();
        services.AddHealth();
        services.Configure<KestrelServerOptions>(options =>
        {
            options.AddServerHeader = false;
            options.Limits.MaxRequestLineSize = Limits.ServerLine;
            options.Limits.MaxRequestHeadersTotalSize = Limits.ServerLine;
        });
        services.ConfigureHttpJsonOptions(options => Json.Configure(options.SerializerOptions));
        return services;
    }

    /// <summary>Puts the error envelope outermost and the gate behind it, both on REST paths alone.</summary>
    public static void UseHttp(this WebApplication app)
    {
        app.Use(SecurityHeaders.AddAsync);
        app.UseMiddleware<ErrorHandling>();
        app.UseMiddleware<SocketOrigin>();
        app.UseRouting();
        app.UseMiddleware<RequestGate>();
        app.UseMiddleware<SignedBody>();
        app.UseMiddleware<Idempotency>();
    }

    /// <summary>Who makes this request. Throws 401 where the route let it in by its signed address.</summary>
    public static Caller Caller(this HttpContext http) =>
        http.Features.Get<Caller>() ?? throw new CrmException(ErrorCode.Unauthorized, "Http.Unauthorized");
}
