using System.Globalization;
using System.Text.Json;
using CrmAdmin.Access;
using CrmAdmin.Http;
using CrmAdmin.Jobs;
using CrmAdmin.Search;
using CrmAdmin.Shell;
using CrmAdmin.Storage;
using CrmAdmin.Workspace;
using Microsoft.EntityFrameworkCore;

namespace CrmAdmin.Exports;

/// <summary>Asks for exports, follows them, and hands out their files.</summary>
internal sealed class ExportService(
    Store store, SelectionReader selections, SearchService search, WorkspaceSettings workspace, ExportRecords records, ExportWork work, JobQueue queue,
    PlanService plan, AuditLog audit, DownloadLinks links, ExportOptions options, RunningJobs running,
    TimeProvider time, IHostApplicationLifetime lifetime)
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
            work.Claim(row);
        }

        await store.WriteAsync(
            async db =>
            {
                db.Add(row);
                await db.SaveChangesAsync(ct);
                await audit.AppendAsync(db, caller, [new AuditEntry("export.create", request.EntityId)], ct);
            },
            ct);
        if (isSync)
        {
            return new ExportTicket(row.JobId, await FinishAsync(row));
        }

        await queue.EnqueueAsync(work.Kind, row.JobId, null, CancellationToken.None);
        return new ExportTicket(row.JobId, null);
    }

    /// <summary>How an export stands; null where the caller knows of none with this id.</summary>
    public async Task<ExportState?> StatusAsync(Caller caller, string jobId, CancellationToken ct)
    {
        caller.Demand(Role.Member);
        return await FindAsync(caller, jobId, ct) is { } job ? State(job) : null;
    }

    /// <summary>Stops an export that is not over and removes what it has written. 404 where the caller knows of none with this id.</summary>
    public async Task<ExportState> CancelAsync(Caller caller, string jobId, CancellationToken ct)
    {
        caller.Demand(Role.Member);
        var job = await FindAsync(caller, jobId, ct) ?? throw CrmException.NotFound(jobId);
        var stopped = await work.StopAsync(
            jobId,
            JobStatus.Canceled,
            (db, canceled) => audit.AppendAsync(db, caller, [new AuditEntry("export.cancel", canceled.EntityId)], ct),
            ct);
        return State(stopped ?? job);
    }

    /// <summary>Asks for the same again, as the caller.</summary>
    public async Task<ExportTicket> RetryAsync(Caller caller, string jobId, CancellationToken ct)
    {
        caller.Demand(Role.Member);
        var job = await FindAsync(caller, jobId, ct) ?? throw CrmException.NotFound(jobId);
        return await RequestAsync(caller, job.Asked, ct);
    }

    /// <summary>The caller's exports, newest first; an ADMIN's list has everybody's.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="before">Only those asked for before this instant; null for the newest.</param>
    /// <param name="limit">Most of them.</param>
    /// <param name="ct">Stops the query.</param>
    public async Task<IReadOnlyList<ExportState>> ListAsync(Caller caller, DateTime? before, int limit, CancellationToken ct)
    {
        caller.Demand(Role.Member);
        var jobs = await store.ReadAsync(
            db => db.Set<ExportJob>().AsNoTracking()
                .KnownTo(caller, Now())
                .Where(j => before == null || j.CreatedAt < before)
                .OrderByDescending(j => j.CreatedAt)
                .Take(limit)
                .ToListAsync(ct),
            ct);
        return [.. jobs.Select(State)];
    }

    /// <summary>How many of the exports that the caller's list has are waiting or running.</summary>
    public Task<int> CountRunningAsync(Caller caller, CancellationToken ct)
    {
        caller.Demand(Role.Member);
        return store.ReadAsync(
            db => db.Set<ExportJob>().CountAsync(
                j => (j.Status == JobStatus.Pending || j.Status == JobStatus.Processing)
                    && (caller.SeesMasked || (j.ActorId == caller.ActorId && j.ActorKind == caller.Kind)),
                ct),
            ct);
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
            Sentence = await ExportSentence.OfAsync(selections, caller, request, language, ct),
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
        await work.RunAsync(row, lifetime.ApplicationStopping);
        var job = await store.ReadAsync(db => db.Set<ExportJob>().AsNoTracking().SingleAsync(j => j.JobId == row.JobId), CancellationToken.None);
        if (job is { Status: JobStatus.Completed, FileName: { } name })
        {
            return links.Make(name);
        }

        await work.StopAsync(row.JobId, JobStatus.Failed, (_, _) => Task.CompletedTask, CancellationToken.None);
        throw new CrmException(ErrorCode.ServiceUnavailable, "Exports.NotNow", job.Error ?? Texts.Get("Exports.Fault", row.Culture()));
    }

    private Task<ExportJob?> FindAsync(Caller caller, string jobId, CancellationToken ct) => store.ReadAsync(
        db => db.Set<ExportJob>().AsNoTracking().KnownTo(caller, Now()).SingleOrDefaultAsync(j => j.JobId == jobId, ct), ct);

    private ExportState State(ExportJob job)
    {
        var state = ExportState.Of(job, job is { Status: JobStatus.Completed, FileName: { } name } ? links.Make(name) : null);

        // The row is written once a second; a run in this process knows better.
        return job.Status == JobStatus.Processing && running.Find(job.JobId) is { } run && run.Fence == job.Fence
            ? state with { Progress = run.Progress, Total = run.Total }
            : state;
    }

    private DateTime Now() => time.GetUtcNow().UtcDateTime;
}
