using System.Globalization;
using CrmAdmin.Access;
using Microsoft.AspNetCore.Http.Features;

namespace CrmAdmin.Http;

/// <summary>
/// Holds every REST request, to a known route or not, against the contract's rules in the contract's order:
/// credential, rate limit, route, role, plan feature, size of the body. What passes carries its <see cref="Caller"/>.
/// </summary>
internal sealed class RequestGate(RequestDelegate next, Credentials credentials, RateLimiter limiter, PlanService plan, ContractPaths paths)
{
    /// <summary>Lets pages through untouched.</summary>
    public async Task InvokeAsync(HttpContext http)
    {
        if (!CrmPaths.IsApi(http.Request.Path))
        {
            await next(http);
            return;
        }

        CultureInfo.CurrentUICulture = http.Language();
        http.Response.Headers.CacheControl = "no-store";
        SetServerLimit(http, http.GetEndpoint());
        if (await RefusalAsync(http, http.GetEndpoint()) is { } refusal)
        {
            await ErrorEnvelope.WriteAsync(http, refusal);
            return;
        }

        await next(http);
    }

    private async ValueTask<CrmException?> RefusalAsync(HttpContext http, Endpoint? endpoint)
    {
        if (endpoint?.Metadata.GetMetadata<SignedLink>() is not null)
        {
            return BodyRefusal(http, endpoint);
        }

        var (caller, refusal) = await credentials.AuthenticateAsync(http);
        if (caller is null)
        {
            return refusal;
        }

        http.Features.Set(caller);
        return RateRefusal(http, caller)
            ?? RouteRefusal(http, endpoint)
            ?? RoleRefusal(endpoint!, caller)
            ?? await FeatureRefusalAsync(endpoint!, http.RequestAborted)
            ?? BodyRefusal(http, endpoint!)
            ?? TargetRefusal(http);
    }

    private CrmException? RateRefusal(HttpContext http, Caller caller)
    {
        var turn = limiter.Take(caller.Kind, caller.ActorId);
        var headers = http.Response.Headers;
        headers["x-ratelimit-limit"] = turn.Limit.ToString(CultureInfo.InvariantCulture);
        headers["x-ratelimit-remaining"] = turn.Remaining.ToString(CultureInfo.InvariantCulture);
        headers["x-ratelimit-reset"] = turn.ResetSeconds.ToString(CultureInfo.InvariantCulture);
        if (turn.Granted)
        {
            return null;
        }

        headers.RetryAfter = turn.ResetSeconds.ToString(CultureInfo.InvariantCulture);
        return new CrmException(ErrorCode.TooManyRequests, "Http.TooManyRequests", turn.ResetSeconds);
    }

    private CrmException? RouteRefusal(HttpContext http, Endpoint? endpoint)
    {
        if (endpoint?.Metadata.GetMetadata<ContractRoute>() is not null)
        {
            return null;
        }

        var methods = paths.Methods(http.Request.Path);
        if (methods.Length == 0)
        {
            return new CrmException(ErrorCode.ResourceNotFound, "Http.RouteNotFound");
        }

        http.Response.Headers.Allow = string.Join(", ", methods);
        return new CrmException(ErrorCode.MethodNotAllowed, "Http.MethodNotAllowed");
    }

    private static CrmException? RoleRefusal(Endpoint endpoint, Caller caller) =>
        endpoint.Metadata.GetMetadata<RoleNeeded>() is { } needed ? caller.Refusal(needed.Role) : null;

    private async ValueTask<CrmException?> FeatureRefusalAsync(Endpoint endpoint, CancellationToken ct) =>
        endpoint.Metadata.GetMetadata<FeatureNeeded>() is { } needed ? await plan.RefusalAsync(needed.Feature, ct) : null;

    private static CrmException? BodyRefusal(HttpContext http, Endpoint endpoint)
    {
        var most = BodyAllowed.Of(endpoint);
        return http.Request.ContentLength > most ? new CrmException(ErrorCode.PayloadTooLarge, "Http.PayloadTooLarge", most) : null;
    }

    private static CrmException? TargetRefusal(HttpContext http) =>
        (http.Request.Path.Value?.Length ?? 0) + (http.Request.QueryString.Value?.Length ?? 0) > Limits.TargetLength
            ? CrmException.Invalid("", "Http.TargetTooLong", Limits.TargetLength)
            : null;

    /// <summary>
    /// The server's own limit stands where an upload is read; elsewhere readers stop by themselves, and the server reads
    /// the rest of a refused body away, so that the client gets to see the refusal.
    /// </summary>
    private static void SetServerLimit(HttpContext http, Endpoint? endpoint)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            var upload = endpoint?.Metadata.GetMetadata<BodyAllowed>();
            size.MaxRequestBodySize = http.Request.ContentLength > upload?.Bytes ? null : upload?.Bytes;
        }
    }
}
