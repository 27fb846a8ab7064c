using CrmAdmin.Access;
using CrmAdmin.Http;
using CrmAdmin.Jobs;
using CrmAdmin.Shell;

namespace CrmAdmin.Exports;

/// <summary>Exports over REST.</summary>
internal static class ExportEndpoints
{
    /// <summary>Maps the routes.</summary>
    public static void MapExports(this RouteGroupBuilder api)
    {
        var exports = api.MapGroup("/records/export").RequireRole(Role.Member);
        exports.MapPost("/request", RequestAsync).RequireFeature(PlanFeature.RecordsExport);
        exports.MapGet("/{jobId}/status", StatusAsync);
        exports.MapDelete("/{jobId}", CancelAsync);
        api.MapDownloads();
    }

    private static async Task<IResult> RequestAsync(HttpContext http, ExportService exports, ExportOptions options, CancellationToken ct)
    {
        var request = await JsonBody.ReadAsync<ExportRequest>(http, ct);
        var ticket = await exports.RequestAsync(http.Caller(), request, ct);
        return CrmResults.Ok(ticket.DownloadPath is { } path
            ? new RequestAnswer("sync", options.Absolute(http.Request, path), null)
            : new RequestAnswer("async", null, ticket.JobId));
    }

    private static async Task<IResult> StatusAsync(HttpContext http, string jobId, ExportService exports, ExportOptions options, CancellationToken ct) =>
        CrmResults.Ok(await exports.StatusAsync(http.Caller(), jobId, ct) is { } state
            ? Answer(http, options, state)
            : new StatusAnswer(null, JobStatus.Failed, null, null, null, new Texts()["Exports.UnknownJob"]));

    private static async Task<IResult> CancelAsync(HttpContext http, string jobId, ExportService exports, ExportOptions options, CancellationToken ct) =>
        CrmResults.Ok(Answer(http, options, await exports.CancelAsync(http.Caller(), jobId, ct)));

    private static StatusAnswer Answer(HttpContext http, ExportOptions options, ExportState state) => new(
        state.JobId,
        state.Status,
        state.Progress,
        state.Total,
        state.DownloadPath is { } path ? options.Absolute(http.Request, path) : null,
        state.Error);

    /// <summary>The answer to a request: a file at once, or a job.</summary>
    internal sealed record RequestAnswer(string Mode, string? DownloadUrl, string? JobId);

    /// <summary>How an export stands. Of an unknown one only status and error are answered.</summary>
    internal sealed record StatusAnswer(string? JobId, JobStatus Status, long? Progress, long? Total, string? DownloadUrl, string? Error);
}
