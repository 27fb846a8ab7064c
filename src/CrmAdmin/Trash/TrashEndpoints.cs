using System.Text.Json;
using CrmAdmin.Access;
using CrmAdmin.Http;
using CrmAdmin.Records;
using CrmAdmin.Search;

namespace CrmAdmin.Trash;

/// <summary>Deleting, restoring and the trash over REST.</summary>
internal static class TrashEndpoints
{
    public static void MapTrash(this RouteGroupBuilder api)
    {
        api.MapPost("/records/bulk/delete", DeleteManyAsync).RequireRole(Role.Member);
        api.MapPost("/records/bulk/restore", RestoreManyAsync).RequireRole(Role.Member);
        api.MapDelete("/records/{recordId}", DeleteAsync).RequireRole(Role.Member);
        api.MapPost("/records/{recordId}/restore", RestoreAsync).RequireRole(Role.Member);
        api.MapGet("/records/trash", ListAsync);
    }

    private static async Task<IResult> DeleteManyAsync(HttpContext http, TrashService trash, CancellationToken ct)
    {
        var body = await JsonBody.ReadObjectAsync(http, ct);
        var recordIds = RecordIds(body);
        return CrmResults.Ok(await trash.DeleteAsync(http.Caller(), recordIds, Permanent(body), ct));
    }

    private static async Task<IResult> RestoreManyAsync(HttpContext http, TrashService trash, CancellationToken ct) =>
        CrmResults.Ok(await trash.RestoreAsync(http.Caller(), RecordIds(await JsonBody.ReadObjectAsync(http, ct)), ct));

    private static async Task<IResult> DeleteAsync(HttpContext http, string recordId, TrashService trash, CancellationToken ct)
    {
        var query = new Query(http);
        var permanent = query.Flag("permanent");
        query.Check();
        return CrmResults.Ok(await trash.DeleteOneAsync(http.Caller(), recordId, permanent, IfMatch.From(http), ct));
    }

    private static async Task<IResult> RestoreAsync(HttpContext http, string recordId, TrashService trash, CancellationToken ct)
    {
        var item = (await trash.RestoreAsync(http.Caller(), [recordId], ct)).ResultList[0];
        return item.ResultCode switch
        {
            nameof(ErrorCode.ResourceNotFound) => throw CrmException.NotFound(recordId),
            nameof(ErrorCode.PlanQuotaExceeded) => throw new CrmException(ErrorCode.PlanQuotaExceeded, "Records.QuotaExceeded"),
            _ => CrmResults.Ok(item),
        };
    }

    private static async Task<IResult> ListAsync(HttpContext http, TrashList trash, RecordAnswers answers, CancellationToken ct)
    {
        var query = new Query(http);
        var list = query.List();
        var selection = new RecordSelection(
            query.Required("entityId"), Keyword: query.Text("keyword"), Filters: query.Text("filters"), SegmentId: query.Text("segmentId"));
        query.Check();
        var page = await trash.PageAsync(http.Caller(), new TrashRequest(selection, list.Limit, list.StartKey), ct);
        return CrmResults.Ok(new ListPage<TrashedAnswer>(await answers.LinkAsync(http.Request, page.Schema, page.Data, ct), page.NextKey));
    }

    private static string[] RecordIds(JsonElement body)
    {
        var items = RecordBody.Items(body, "recordIds");
        return items.All(item => item.ValueKind == JsonValueKind.String)
            ? [.. items.Select(item => item.GetString()!)]
            : throw CrmException.Invalid($"recordIds[{items.ToList().FindIndex(item => item.ValueKind != JsonValueKind.String)}]", "Records.TextNeeded");
    }

    private static bool Permanent(JsonElement body) => body.TryGetProperty("permanent", out var value) && value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False or JsonValueKind.Null => false,
        _ => throw CrmException.Invalid("permanent", "Records.BooleanNeeded"),
    };
}
