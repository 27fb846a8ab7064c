using System.Text.Json;
using CrmAdmin.Entities;
using CrmAdmin.Http;
using CrmAdmin.Records;

namespace CrmAdmin.Search;

/// <summary>Search, simple list and count over REST.</summary>
internal static class SearchEndpoints
{
    public static void MapSearch(this RouteGroupBuilder api)
    {
        api.MapPost("/records/search/advanced", SearchAsync);
        api.MapPost("/records/search/count", CountAsync);
        api.MapPost("/records/search/explain", ExplainAsync);
        api.MapGet("/records", ListAsync);
    }

    private static async Task<IResult> SearchAsync(HttpContext http, SearchService search, RecordAnswers answers, CancellationToken ct)
    {
        var body = await JsonBody.ReadAsync<SearchBody>(http, ct);
        var selection = new RecordSelection(body.EntityId, body.ConditionGroup, SortFields: body.SortFields);
        return await AnswerAsync(http, await search.PageAsync(http.Caller(), selection, body.Limit, body.StartKey, ct), answers, ct);
    }

    private static async Task<IResult> CountAsync(HttpContext http, SearchService search, CancellationToken ct)
    {
        var body = await JsonBody.ReadAsync<CountBody>(http, ct);
        return CrmResults.Ok(await search.CountAsync(http.Caller(), new RecordSelection(body.EntityId, body.ConditionGroup), body.Exact ?? false, ct));
    }

    private static async Task<IResult> ExplainAsync(HttpContext http, ExplainService explain, RecordAnswers answers, CancellationToken ct)
    {
        var body = await JsonBody.ReadAsync<ExplainBody>(http, ct);
        Task<RecordAnswer> Show(EntitySchema schema, Record record) => answers.OfAsync(http.Request, schema, record, ct);
        return CrmResults.Ok(await explain.ExplainAsync(http.Caller(), body.EntityId, body.ConditionGroup, body.RecordId, Show, ct));
    }

    private static async Task<IResult> ListAsync(HttpContext http, SearchService search, RecordAnswers answers, CancellationToken ct)
    {
        var query = new Query(http);
        var list = query.List();
        var selection = new RecordSelection(
            query.Required("entityId"), Keyword: query.Text("keyword"), Filters: query.Text("filters"), SegmentId: query.Text("segmentId"));
        query.Check();
        return await AnswerAsync(http, await search.PageAsync(http.Caller(), selection, list.Limit, list.StartKey, ct), answers, ct);
    }

    private static async Task<IResult> AnswerAsync(HttpContext http, RecordPage page, RecordAnswers answers, CancellationToken ct) =>
        CrmResults.Ok(new ListPage<RecordAnswer>(await answers.OfAsync(http.Request, page.Schema, page.Data, ct), page.NextKey));

    /// <summary>A search: which records, in which order, which page.</summary>
    internal sealed record SearchBody(
        string? EntityId, JsonElement? ConditionGroup, string? StartKey, int? Limit, IReadOnlyList<string?>? SortFields);

    /// <summary>What is to be counted.</summary>
    internal sealed record CountBody(string? EntityId, JsonElement? ConditionGroup, bool? Exact);

    /// <summary>Which record is held against which conditions.</summary>
    internal sealed record ExplainBody(string? EntityId, JsonElement? ConditionGroup, string? RecordId);
}
