using CrmAdmin.Access;
using CrmAdmin.Http;

namespace CrmAdmin.Segments;

/// <summary>segments over REST.</summary>
internal static class SegmentEndpoints
{
    public static void MapSegments(this RouteGroupBuilder api)
    {
        api.MapPost("/segments", CreateAsync).RequireRole(Role.Member);
        api.MapGet("/segments", ListAsync);
        api.MapGet("/segments/{segmentId}", GetAsync);
        api.MapPatch("/segments/{segmentId}", UpdateAsync).RequireRole(Role.Member);
        api.MapDelete("/segments/{segmentId}", DeleteAsync).RequireRole(Role.Member);
        api.MapPost("/segments/{segmentId}/count", CountAsync);
    }

    private static async Task<IResult> CreateAsync(HttpContext http, SegmentService segments, CancellationToken ct) =>
        CrmResults.Ok(await segments.CreateAsync(http.Caller(), await JsonBody.ReadObjectAsync(http, ct), ct));

    private static async Task<IResult> ListAsync(HttpContext http, SegmentService segments, StartKeys startKeys, CancellationToken ct)
    {
        var query = new Query(http);
        var entityId = query.Text("entityId");
        var (list, purpose) = (query.List(), $"segments\n{entityId}");
        query.Check();
        startKeys.Demand(purpose, list.StartKey);
        var all = await segments.ListAsync(http.Caller(), entityId, ct);
        return CrmResults.Ok(Pages.Of(all, s => s.SegmentId, list, purpose, startKeys));
    }

    private static async Task<IResult> GetAsync(HttpContext http, string segmentId, SegmentService segments, CancellationToken ct) =>
        CrmResults.Ok(await segments.GetAsync(http.Caller(), segmentId, ct));

    private static async Task<IResult> UpdateAsync(HttpContext http, string segmentId, SegmentService segments, CancellationToken ct) =>
        CrmResults.Ok(await segments.UpdateAsync(http.Caller(), segmentId, await JsonBody.ReadObjectAsync(http, ct), ct));

    private static async Task<IResult> DeleteAsync(HttpContext http, string segmentId, SegmentService segments, CancellationToken ct)
    {
        await segments.DeleteAsync(http.Caller(), segmentId, ct);
        return CrmResults.Ok(new { segmentId });
    }

    private static async Task<IResult> CountAsync(HttpContext http, string segmentId, SegmentService segments, CancellationToken ct) =>
        CrmResults.Ok(new { count = await segments.CountAsync(http.Caller(), segmentId, ct) });
}
