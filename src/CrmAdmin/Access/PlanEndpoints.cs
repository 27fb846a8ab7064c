using System.Text.Json;
using CrmAdmin.Http;

namespace CrmAdmin.Access;

/// <summary>GET and PATCH plan.</summary>
internal static class PlanEndpoints
{
    /// <summary>Maps the routes.</summary>
    public static void MapPlan(this IEndpointRouteBuilder api)
    {
        api.MapGet("plan", GetAsync);
        api.MapPatch("plan", UpdateAsync).RequireRole(Role.Owner);
    }

    private static async Task<IResult> GetAsync(HttpContext http, PlanService plan, CancellationToken ct) =>
        PlanAnswer(await plan.GetAsync(http.Caller(), ct));

    private static async Task<IResult> UpdateAsync(HttpContext http, PlanService plan, CancellationToken ct) =>
        PlanAnswer(await plan.UpdateAsync(http.Caller(), await JsonBody.ReadAsync<JsonElement>(http, ct), ct));

    // A quota without limit is a null that is shown.
    private static IResult PlanAnswer(Plan plan) => CrmResults.Ok(plan.ToJson());
}
