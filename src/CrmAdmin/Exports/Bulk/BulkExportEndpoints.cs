using System.Globalization;
using CrmAdmin.Access;
using CrmAdmin.Http;
using CrmAdmin.Jobs;

namespace CrmAdmin.Exports.Bulk;

/// <summary>/exports over REST. A wrong value is 422 here, and refusals have a shape of their own: see <see cref="ErrorEnvelope"/>.</summary>
internal static class BulkExportEndpoints
{
    private const string Origin = "api";

    /// <summary>Maps the routes.</summary>
    public static void MapBulkExports(this IEndpointRouteBuilder app)
    {
        var exports = app.MapExportsGroup().RequireRole(Role.Member);
        exports.MapPost("", CreateAsync).RequireFeature(PlanFeature.RecordsExport);
        exports.MapGet("", ListAsync);
        exports.MapGet("/{id}", GetAsync);
    }

    private static async Task<IResult> CreateAsync(HttpContext http, BulkExportService exports, ExportOptions options, CancellationToken ct)
    {
        var made = await exports.CreateAsync(http.Caller(), await JsonBody.ReadObjectAsync(http, ct), ct);
        return CrmResults.Created(options.Absolute(http.Request, $"{CrmPaths.Exports}/{made.Id}"), Answer(http, options, made));
    }

    private static async Task<IResult> GetAsync(HttpContext http, string id, BulkExportService exports, ExportOptions options, CancellationToken ct) =>
        CrmResults.Ok(Answer(http, options, await exports.GetAsync(http.Caller(), id, ct)));

    private static async Task<IResult> ListAsync(HttpContext http, BulkExportService exports, ExportOptions options, CancellationToken ct)
    {
        var list = ListQuery.From(http);
        var page = await exports.ListAsync(http.Caller(), list, ct);
        var links = new Links(Link(http, options, list.Limit, page.NextKey), Link(http, options, list.Limit, page.PreviousKey));
        return CrmResults.Ok(new ListAnswer(links, [.. page.Exports.Select(export => Answer(http, options, export))]));
    }

    private static string? Link(HttpContext http, ExportOptions options, int limit, string? startKey) => startKey is null
        ? null
        : options.Absolute(http.Request, string.Create(CultureInfo.InvariantCulture, $"{CrmPaths.Exports}?limit={limit}&startKey={startKey}"));

    private static ExportAnswer Answer(HttpContext http, ExportOptions options, BulkExport export)
    {
        var url = export.DownloadPath is { } path ? options.Absolute(http.Request, path) : null;
        return new ExportAnswer(
            export.Id,
            export.Request.ExportType,
            export.Request.DateFormat,
            export.Request.Delimiter,
            export.Request.Version,
            Status(export.Status),
            export.Progress,
            export.Total,
            export.CreatedAt,
            export.FinishedAt,
            url is null ? null : export.FileTitle,
            url is null ? null : BulkExportWork.Zip,
            url,
            export.Request.Filters,
            Origin,
            export.Error);
    }

    private static string Status(JobStatus status) => status switch
    {
        JobStatus.Pending => "pending",
        JobStatus.Processing => "processing",
        JobStatus.Completed => "finished",
        _ => "error",
    };

    /// <summary>An export as it is answered.</summary>
    internal sealed record ExportAnswer(
        string Id,
        string ExportType,
        string DateFormat,
        string Delimiter,
        string Version,
        string Status,
        long Progress,
        long Total,
        DateTime CreatedAt,
        DateTime? FinishedAt,
        string? FileName,
        string? FileExtension,
        string? FileUrl,
        BulkExportFilters Filters,
        string Origin,
        string? Error);

    /// <summary>A page of exports as it is answered.</summary>
    internal sealed record ListAnswer(Links Links, IReadOnlyList<ExportAnswer> Results);

    /// <summary>The neighbouring pages; what is null is not there.</summary>
    internal sealed record Links(string? Next, string? Prev);
}
