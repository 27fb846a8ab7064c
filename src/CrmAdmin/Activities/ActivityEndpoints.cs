using CrmAdmin.Access;
using CrmAdmin.Http;

namespace CrmAdmin.Activities;

/// <summary>activities and event summaries over REST.</summary>
internal static class ActivityEndpoints
{
    public static void MapActivities(this RouteGroupBuilder api)
    {
        api.MapPost("/activities", CreateAsync).RequireRole(Role.Member);
        api.MapPost("/activities/bulk", CreateManyAsync).RequireRole(Role.Member);
        api.MapDelete("/activities/{activityId}", DeleteAsync).RequireRole(Role.Member);
        api.MapGet("/records/{recordId}/activities", ListAsync);
        api.MapGet("/records/{recordId}/event-summaries", SummariesAsync);
    }

    private static async Task<IResult> CreateAsync(HttpContext http, ActivityService activities, CancellationToken ct) =>
        CrmResults.Ok(await activities.CreateAsync(http.Caller(), await JsonBody.ReadObjectAsync(http, ct), ct));

    private static async Task<IResult> CreateManyAsync(HttpContext http, ActivityService activities, CancellationToken ct) =>
        CrmResults.Ok(await activities.CreateManyAsync(http.Caller(), await JsonBody.ReadObjectAsync(http, ct), ct));

    private static async Task<IResult> DeleteAsync(HttpContext http, string activityId, ActivityService activities, CancellationToken ct)
    {
        await activities.DeleteAsync(http.Caller(), activityId, ct);
        return CrmResults.Ok(new { activityId });
    }

    private static async Task<IResult> ListAsync(HttpContext http, string recordId, ActivityService activities, CancellationToken ct)
    {
        var query = new Query(http);
        var wanted = new ActivityQuery(query.Text("type"), query.Instant("from"), query.Instant("to"));
        var list = query.List();
        query.Check();
        return CrmResults.Ok(await activities.ListAsync(http.Caller(), recordId, wanted, list, ct));
    }

    private static async Task<IResult> SummariesAsync(HttpContext http, string recordId, ActivityService activities, CancellationToken ct) =>
        CrmResults.Ok(new { data = await activities.SummariesAsync(http.Caller(), recordId, ct) });
}
