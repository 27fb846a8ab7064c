using System.Globalization;
using System.Text.Json;
using CrmAdmin.Access;
using CrmAdmin.Http;
using CrmAdmin.Jobs;
using CrmAdmin.Search;
using CrmAdmin.Segments;
using CrmAdmin.Shell;
using CrmAdmin.Storage;
using CrmAdmin.Workspace;
using Microsoft.EntityFrameworkCore;

namespace CrmAdmin.Exports;

/// <summary>Asks for exports of records, follows them, and hands out their files.</summary>
internal sealed class ExportService(
    Store store, SelectionReader selections, SearchService search, WorkspaceSettings workspace, ExportRecords records, ExportWork work, JobQueue queue,
    PlanService plan, AuditLog audit, DownloadLinks links, ExportOptions options, RunningJobs running, ConditionWording wording,
    TimeProvider time, IHostApplicationLifetime lifetime)
    : ExportKind<ExportJob>(store, work, links, running, wording, audit, time)
{
    /// <summary>
    /// Makes the file at once where there are at most Export:SyncLimit records, else starts a job. 403 where the plan has
    /// exports off or the caller may not search on a field, 400 and 404 for what is wrong in the request, 503 where the
    /// file cannot be made now.
    /// </summary>
    public async Task<ExportTicket> RequestAsync(Caller caller, ExportRequest request, CancellationToken ct)
    {
        await DemandAsync(caller, ct);
        var language = CultureInfo.CurrentUICulture;
        var made = await ExportPlan.MakeAsync(selections, workspace, caller, request, language, ct);
        var isSync = await CountAsync(made.Set, ct) <= options.SyncLimit;
        var row = await RowAsync(caller, request, made, language, ct);
        row.IsSync = isSync;
        if (isSync)
        {
            Work.Claim(row);
        }

        await Store.WriteAsync(
            async db =>
            {
                db.Add(row);
                await db.SaveChangesAsync(ct);
                await Audit.AppendAsync(db, caller, [new AuditEntry("export.create", request.EntityId)], ct);
            },
            ct);
        if (isSync)
        {
            return new ExportTicket(row.JobId, await FinishAsync(row));
        }

        await queue.EnqueueAsync(Work.Kind, row.JobId, null, CancellationToken.None);
        return new ExportTicket(row.JobId, null);
    }

    /// <summary>The first lines just as they will be written, how many records there are, and whether the file will be made at once.</summary>
    public async Task<ExportSample> SampleAsync(Caller caller, ExportRequest request, CancellationToken ct)
    {
        await DemandAsync(caller, ct);
        var made = await ExportPlan.MakeAsync(selections, workspace, caller, request, CultureInfo.CurrentUICulture, ct);
        var count = await CountAsync(made.Set, ct);
        var text = await records.ReadAsync(made, ExportOptions.SampleLines - 1, (_, rows) => SampleText.WriteAsync(made, rows, ct), ct);
        return new ExportSample(text, Math.Min(count, options.SyncLimit), count > options.SyncLimit, count <= options.SyncLimit);
    }

    /// <inheritdoc/>
    protected override Task<ExportTicket> AskAgainAsync(Caller caller, ExportJob row, CancellationToken ct) => RequestAsync(caller, row.Asked, ct);

    /// <inheritdoc/>
    protected override AuditEntry Canceled(ExportJob row) => new("export.cancel", row.EntityId);

    /// <inheritdoc/>
    protected override ExportManifest Manifest(ExportJob row) =>
        ExportManifest.Of(row, row.EntityName, row.Format == ExportFormat.Csv ? "CSV" : "Excel") with { CutCells = row.CutCells };

    /// <inheritdoc/>
    protected override string? Say(ExportJob row, ConditionWords words) => ExportSentence.Of(row.Asked, words);

    private async Task DemandAsync(Caller caller, CancellationToken ct)
    {
        caller.Demand(Role.Member);
        if (await plan.RefusalAsync(PlanFeature.RecordsExport, ct) is { } refusal)
        {
            throw refusal;
        }
    }

    /// <summary>How many records there are, at most one above the limit; what costs too much to count is above it.</summary>
    private async Task<long> CountAsync(RecordSet set, CancellationToken ct)
    {
        try
        {
            return await search.CountAsync(set, options.SyncLimit + 1, ct);
        }
        catch (CrmException e) when (QueryLimit.IsTooCostly(e))
        {
            return options.SyncLimit + 1;
        }
    }

    private async Task<ExportJob> RowAsync(Caller caller, ExportRequest request, ExportPlan made, CultureInfo language, CancellationToken ct)
    {
        var now = Now();
        var local = TimeZoneInfo.ConvertTimeFromUtc(now, workspace.TimeZone);
        var row = new ExportJob
        {
            EntityId = made.Set.Schema.EntityId,
            EntityName = made.Set.Schema.Name,
            Format = made.Format,
            Request = JsonSerializer.Serialize(request, Json.Options),
            Sentence = ExportSentence.Of(request, await Wording.InAsync(caller, language, ct)) ?? throw CrmException.NotFound(request.EntityId!),
            Columns = JsonSerializer.Serialize(made.Columns.Select(c => c.Header), Json.Options),
            IsMasked = made.IsMasked,
            DownloadName = string.Create(CultureInfo.InvariantCulture, $"{FilePart(made.Set.Schema.Name)}_{local:yyyy-MM-dd_HHmmss}.{made.Format.Extension()}"),
        };
        row.AskedBy(caller, language.TwoLetterISOLanguageName, now);
        return row;
    }

    /// <summary>A name without what file systems refuse.</summary>
    private static string FilePart(string name) =>
        string.Concat(name.Select(c => char.IsControl(c) || "\\/:*?\"<>|".Contains(c, StringComparison.Ordinal) ? '_' : c));

    /// <summary>Runs an export while the caller waits. What cannot be made now is not tried again behind his back.</summary>
    private async Task<string> FinishAsync(ExportJob row)
    {
        await Work.RunAsync(row, lifetime.ApplicationStopping);
        var job = await Store.ReadAsync(db => db.Set<ExportJob>().AsNoTracking().SingleAsync(j => j.JobId == row.JobId), CancellationToken.None);
        if (Link(job) is { } link)
        {
            return link;
        }

        await Work.StopAsync(row.JobId, JobStatus.Failed, (_, _) => Task.CompletedTask, CancellationToken.None);
        throw new CrmException(ErrorCode.ServiceUnavailable, "Exports.NotNow", job.Failure(row.Culture()) ?? Texts.Get("Exports.Fault", row.Culture()));
    }
}
