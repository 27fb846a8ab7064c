using System.Globalization;
using System.Text.Json;
using CrmAdmin.Access;
using CrmAdmin.Http;
using CrmAdmin.Jobs;
using CrmAdmin.Storage;
using CrmAdmin.Workspace;
using Microsoft.EntityFrameworkCore;

namespace CrmAdmin.Exports.Bulk;

/// <summary>Asks for exports of contacts and activities and follows them. Each is a job, however small.</summary>
internal sealed class BulkExportService(
    Store store, BulkContacts contacts, WorkspaceSettings workspace, BulkExportWork work, JobQueue queue, PlanService plan, AuditLog audit,
    DownloadLinks links, RunningJobs running, BulkExportPages pages, TimeProvider time)
{
    /// <summary>
    /// Starts an export. ValidationError names everything that is wrong, 403 where the plan has exports off or the segment
    /// is on a masked field.
    /// </summary>
    public async Task<BulkExport> CreateAsync(Caller caller, JsonElement body, CancellationToken ct)
    {
        caller.Demand(Role.Member);
        await plan.DemandAsync(PlanFeature.RecordsExport, ct);
        var request = BulkExportReader.Read(body);
        var set = await contacts.ReadAsync(caller, request.Filters, ct);
        var row = Row(caller, request);
        await store.WriteAsync(
            async db =>
            {
                db.Add(row);
                await db.SaveChangesAsync(ct);
                AuditChange[] changes = [new("exportType", null, request.ExportType)];
                await audit.AppendAsync(db, caller, [new AuditEntry("export.create", set.Schema.EntityId, Changes: changes)], ct);
            },
            ct);
        await queue.EnqueueAsync(work.Kind, row.JobId, null, CancellationToken.None);
        return State(row);
    }

    /// <summary>How an export stands; 404 where the caller knows of none with this id.</summary>
    public async Task<BulkExport> GetAsync(Caller caller, string id, CancellationToken ct)
    {
        caller.Demand(Role.Member);
        var row = await store.ReadAsync(
            db => db.Set<BulkExportJob>().AsNoTracking().KnownTo(caller, Now()).SingleOrDefaultAsync(j => j.JobId == id, ct), ct);
        return State(row ?? throw CrmException.NotFound(id));
    }

    /// <summary>One page of the caller's exports, newest first; an ADMIN's list has everybody's. 400 InvalidStartKey for a cursor of another list.</summary>
    public async Task<BulkExportPage> ListAsync(Caller caller, ListQuery list, CancellationToken ct)
    {
        caller.Demand(Role.Member);
        var (rows, next, previous) = await pages.ReadAsync(caller, list, Now(), ct);
        return new BulkExportPage([.. rows.Select(State)], next, previous);
    }

    private BulkExportJob Row(Caller caller, BulkExportRequest request)
    {
        var now = Now();
        var local = TimeZoneInfo.ConvertTimeFromUtc(now, workspace.TimeZone);
        var row = new BulkExportJob
        {
            Request = JsonSerializer.Serialize(request, Json.Options),
            DownloadName = string.Create(CultureInfo.InvariantCulture, $"{request.ExportType}_{local:yyyy-MM-dd_HHmmss}.{BulkExportWork.Zip}"),
        };
        row.AskedBy(caller, CultureInfo.CurrentUICulture.TwoLetterISOLanguageName, now);
        return row;
    }

    private BulkExport State(BulkExportJob row)
    {
        var state = BulkExport.Of(row, row is { Status: JobStatus.Completed, FileName: { } name } ? links.Make(name, ExportOptions.BulkLinkLife) : null);

        // The row is written once a second; a run in this process knows better.
        return row.Status == JobStatus.Processing && running.Find(row.JobId) is { } run && run.Fence == row.Fence
            ? state with { Progress = run.Progress, Total = run.Total }
            : state;
    }

    private DateTime Now() => time.GetUtcNow().UtcDateTime;
}
