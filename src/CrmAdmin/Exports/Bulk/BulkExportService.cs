using System.Globalization;
using System.Text.Json;
using CrmAdmin.Access;
using CrmAdmin.Http;
using CrmAdmin.Jobs;
using CrmAdmin.Segments;
using CrmAdmin.Shell;
using CrmAdmin.Storage;
using CrmAdmin.Workspace;

namespace CrmAdmin.Exports.Bulk;

/// <summary>Asks for exports of contacts and activities and follows them. Each is a job, however small.</summary>
internal sealed class BulkExportService(
    Store store, BulkContacts contacts, WorkspaceSettings workspace, BulkExportWork work, JobQueue queue, PlanService plan, AuditLog audit,
    DownloadLinks links, RunningJobs running, ConditionWording wording, BulkExportPages pages, TimeProvider time)
    : ExportKind<BulkExportJob>(store, work, links, running, wording, audit, time)
{
    /// <inheritdoc/>
    protected override TimeSpan? LinkLife => ExportOptions.BulkLinkLife;

    /// <summary>
    /// Starts an export. ValidationError names everything that is wrong, 403 where the plan has exports off or the segment
    /// is on a masked field.
    /// </summary>
    public async Task<BulkExport> CreateAsync(Caller caller, JsonElement body, CancellationToken ct)
    {
        await DemandAsync(caller, ct);
        return Answer(await StartAsync(caller, BulkExportReader.Read(body), ct));
    }

    /// <summary>How an export stands; 404 where the caller knows of none with this id.</summary>
    public async Task<BulkExport> GetAsync(Caller caller, string id, CancellationToken ct)
    {
        caller.Demand(Role.Member);
        return Answer(await FindAsync(caller, id, ct) ?? throw CrmException.NotFound(id));
    }

    /// <summary>One page of the caller's exports, newest first; an ADMIN's list has everybody's. 400 InvalidStartKey for a cursor of another list.</summary>
    public async Task<BulkExportPage> ListAsync(Caller caller, ListQuery list, CancellationToken ct)
    {
        caller.Demand(Role.Member);
        var (rows, next, previous) = await pages.ReadAsync(caller, list, Now(), ct);
        return new BulkExportPage([.. rows.Select(Answer)], next, previous);
    }

    /// <inheritdoc/>
    protected override async Task<ExportTicket> AskAgainAsync(Caller caller, BulkExportJob row, CancellationToken ct)
    {
        await DemandAsync(caller, ct);
        return new ExportTicket((await StartAsync(caller, row.Asked, ct)).JobId, null);
    }

    /// <inheritdoc/>
    protected override AuditEntry Canceled(BulkExportJob row) => new("export.cancel", Changes: [new AuditChange("exportType", row.Asked.ExportType, null)]);

    /// <inheritdoc/>
    protected override ExportManifest Manifest(BulkExportJob row)
    {
        var (asked, language) = (row.Asked, CultureInfo.CurrentUICulture);
        var (title, wide) = asked.IsOfContacts ? ("Exports.Contacts", "Exports.WithSummaries") : ("Exports.Activities", "Exports.WithPayloads");
        var version = Texts.Get(asked.IsWide ? wide : "Exports.UsualColumns", language, asked.Version);
        return ExportManifest.Of(row, Texts.Get(title, language), "ZIP") with { Version = version };
    }

    /// <inheritdoc/>
    protected override string? Say(BulkExportJob row, ConditionWords words) => BulkSentence.Of(row.Asked, words);

    private async Task DemandAsync(Caller caller, CancellationToken ct)
    {
        caller.Demand(Role.Member);
        await plan.DemandAsync(PlanFeature.RecordsExport, ct);
    }

    private async Task<BulkExportJob> StartAsync(Caller caller, BulkExportRequest request, CancellationToken ct)
    {
        var set = await contacts.ReadAsync(caller, request.Filters, ct);
        var row = Row(caller, request, await Wording.InAsync(caller, CultureInfo.CurrentUICulture, ct));
        await Store.WriteAsync(
            async db =>
            {
                db.Add(row);
                await db.SaveChangesAsync(ct);
                AuditChange[] changes = [new("exportType", null, request.ExportType)];
                await Audit.AppendAsync(db, caller, [new AuditEntry("export.create", set.Schema.EntityId, Changes: changes)], ct);
            },
            ct);
        await queue.EnqueueAsync(Work.Kind, row.JobId, null, CancellationToken.None);
        return row;
    }

    private BulkExportJob Row(Caller caller, BulkExportRequest request, ConditionWords words)
    {
        var now = Now();
        var language = CultureInfo.CurrentUICulture;
        var local = TimeZoneInfo.ConvertTimeFromUtc(now, workspace.TimeZone);
        var row = new BulkExportJob
        {
            Request = JsonSerializer.Serialize(request, Json.Options),
            Sentence = BulkSentence.Of(request, words) ?? throw CrmException.Invalid("filters.segmentId", "Exports.SegmentUnknown"),
            DownloadName = string.Create(CultureInfo.InvariantCulture, $"{request.ExportType}_{local:yyyy-MM-dd_HHmmss}.{BulkExportWork.Zip}"),
        };
        row.AskedBy(caller, language.TwoLetterISOLanguageName, now);
        return row;
    }

    private BulkExport Answer(BulkExportJob row) => BulkExport.Of(row, Link(row), Reached(row));
}
