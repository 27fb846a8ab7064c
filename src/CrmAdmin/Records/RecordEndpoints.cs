using CrmAdmin.Access;
using CrmAdmin.Http;

namespace CrmAdmin.Records;

/// <summary>records over REST: one by one and bulk create and update.</summary>
internal static class RecordEndpoints
{
    public static void MapRecords(this RouteGroupBuilder api)
    {
        api.MapPost("/records", CreateAsync).RequireRole(Role.Member);
        api.MapGet("/records/{recordId}", GetAsync);
        api.MapPatch("/records/{recordId}", UpdateAsync).RequireRole(Role.Member);
        api.MapPost("/records/bulk/create", CreateManyAsync).RequireRole(Role.Member);
        api.MapPost("/records/bulk/update", UpdateManyAsync).RequireRole(Role.Member);
    }

    private static async Task<IResult> CreateAsync(HttpContext http, RecordService records, CancellationToken ct)
    {
        var body = await JsonBody.ReadObjectAsync(http, ct);
        return Answer(http, (await records.CreateAsync(http.Caller(), body, ct)).Record);
    }

    private static async Task<IResult> GetAsync(HttpContext http, string recordId, RecordDetails records, CancellationToken ct)
    {
        var detail = await records.GetAsync(http.Caller(), recordId, ct);
        IfMatch.SetTag(http, detail.Record.Version);
        return CrmResults.Ok(new RecordDetailAnswer(detail));
    }

    private static async Task<IResult> UpdateAsync(HttpContext http, string recordId, RecordService records, CancellationToken ct)
    {
        var body = await JsonBody.ReadObjectAsync(http, ct);
        return Answer(http, (await records.UpdateAsync(http.Caller(), recordId, body, IfMatch.From(http), ct)).Record);
    }

    private static async Task<IResult> CreateManyAsync(HttpContext http, RecordService records, CancellationToken ct)
    {
        var body = await JsonBody.ReadObjectAsync(http, ct);
        return CrmResults.Ok(await records.CreateManyAsync(http.Caller(), body, ct));
    }

    private static async Task<IResult> UpdateManyAsync(HttpContext http, RecordService records, CancellationToken ct)
    {
        var body = await JsonBody.ReadObjectAsync(http, ct);
        return CrmResults.Ok(await records.UpdateManyAsync(http.Caller(), body, ct));
    }

    private static IResult Answer(HttpContext http, Record record)
    {
        IfMatch.SetTag(http, record.Version);
        return CrmResults.Ok(RecordAnswer.Of(record));
    }
}
