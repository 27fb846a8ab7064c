using CrmAdmin.Access;
using CrmAdmin.Entities;
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

    private static async Task<IResult> CreateAsync(HttpContext http, RecordService records, RecordAnswers answers, CancellationToken ct)
    {
        var body = await JsonBody.ReadObjectAsync(http, ct);
        return await AnswerAsync(http, await records.CreateAsync(http.Caller(), body, ct), answers, ct);
    }

    private static async Task<IResult> GetAsync(
        HttpContext http, string recordId, RecordDetails records, RecordAnswers answers, CancellationToken ct)
    {
        var detail = await records.GetAsync(http.Caller(), recordId, ct);
        IfMatch.SetTag(http, detail.Record.Version);
        return CrmResults.Ok((await answers.LinkAsync(http.Request, detail.Schema, [new RecordDetailAnswer(detail)], ct))[0]);
    }

    private static async Task<IResult> UpdateAsync(HttpContext http, string recordId, RecordService records, RecordAnswers answers, CancellationToken ct)
    {
        var body = await JsonBody.ReadObjectAsync(http, ct);
        return await AnswerAsync(http, await records.UpdateAsync(http.Caller(), recordId, body, IfMatch.From(http), ct), answers, ct);
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

    private static async Task<IResult> AnswerAsync(
        HttpContext http, (EntitySchema Schema, Record Record) found, RecordAnswers answers, CancellationToken ct)
    {
        IfMatch.SetTag(http, found.Record.Version);
        return CrmResults.Ok(await answers.OfAsync(http.Request, found.Schema, found.Record, ct));
    }
}
