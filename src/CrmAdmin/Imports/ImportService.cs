using System.Globalization;
using System.Text.Json;
using CrmAdmin.Access;
using CrmAdmin.Entities;
using CrmAdmin.Exports;
using CrmAdmin.Http;
using CrmAdmin.Jobs;
using CrmAdmin.Shell;
using CrmAdmin.Storage;
using CrmAdmin.Workspace;
using Microsoft.EntityFrameworkCore;

namespace CrmAdmin.Imports;

/// <summary>Takes in files that are to become records, runs them, follows the runs and takes them back.</summary>
internal sealed class ImportService(
    Store store, EntityCatalog catalog, ImportRegister register, ImportUploads uploads, ImportWork work, ImportUndo undo, ImportFolder folder,
    JobQueue queue, RunningJobs running, AuditLog audit, DownloadLinks links, WorkspaceSettings workspace, TimeProvider time) : IDownloads
{
    private const string Rejects = ".rejects";

    /// <summary>
    /// Looks an uploaded file through and keeps it for its run. 400 where it is no CSV file and no workbook, or has no
    /// header; 404 for an unknown entity.
    /// </summary>
    public async Task<ImportPreview> AcceptAsync(Caller caller, ImportUpload upload, string entityId, CancellationToken ct)
    {
        caller.Demand(Role.Member);
        var survey = uploads.Survey(upload, ct);
        var schema = await catalog.GetAsync(entityId, ct);
        uploads.Keep(upload, survey);
        var row = new ImportRow
        {
            ImportId = upload.ImportId,
            EntityId = entityId,
            FileName = upload.FileName,
            IsSheet = survey.IsSheet,
            Rows = survey.Rows,
            Headers = JsonSerializer.Serialize(survey.Columns.Select(column => column.Header), Json.Options),
            CreatedAt = Now(),
            ActorId = caller.ActorId,
            ActorKind = caller.Kind,
        };
        await store.WriteAsync(
            async db =>
            {
                db.Add(row);
                await db.SaveChangesAsync(ct);
                await audit.AppendAsync(db, caller, [new AuditEntry("import.create", entityId, Changes: [new("importId", null, row.ImportId)])], ct);
            },
            ct);
        return new ImportPreview(row.ImportId, survey.Rows, survey.Columns, HeaderGuess.Suggest(schema.Properties, survey.Columns));
    }

    /// <summary>
    /// Starts the one run of an import; gives its job. 400 names what is wrong in the request, 404 an unknown import, 403 a
    /// masked field that the caller may not match on, 409 a second run.
    /// </summary>
    public async Task<string> RunAsync(Caller caller, string importId, ImportRequest request, CancellationToken ct)
    {
        caller.Demand(Role.Member);
        var import = await register.KnownAsync(caller, importId, ct) ?? throw ImportTargets.Missing(importId, request, workspace);
        ImportTargets.Read(caller, request, import.HeaderCells, await catalog.GetAsync(import.EntityId, ct), workspace);
        var job = new ImportJob { ImportNumber = import.Number, EntityId = import.EntityId, Request = JsonSerializer.Serialize(request, Json.Options), Total = import.Rows };
        job.AskedBy(caller, CultureInfo.CurrentUICulture.TwoLetterISOLanguageName, Now());
        await store.WriteAsync(db => BeginAsync(db, caller, importId, job, ct), ct);
        await queue.EnqueueAsync(work.Kind, job.JobId, null, CancellationToken.None);
        return job.JobId;
    }

    /// <summary>How an import stands; 404 where the caller knows of none with this id.</summary>
    public async Task<ImportState> StatusAsync(Caller caller, string importId, CancellationToken ct)
    {
        caller.Demand(Role.Member);
        var import = await register.FindAsync(caller, importId, ct);
        var job = await register.JobAsync(import, ct);
        return ImportState.Of(import, job) with
        {
            RejectsPath = job is { Rejected: > 0 } && IsThrough(job) ? links.Make(importId + Rejects) : null,
        };
    }

    /// <summary>Stops a run that is not over; what it has written stays, and can be undone. 404 for an unknown import, 409 where there is no run.</summary>
    public async Task CancelAsync(Caller caller, string importId, CancellationToken ct)
    {
        caller.Demand(Role.Member);
        var import = await register.FindAsync(caller, importId, ct);
        await work.StopAsync(
            import.JobId ?? throw new CrmException(ErrorCode.Conflict, "Imports.NoRun"),
            JobStatus.Canceled,
            (db, job) => audit.AppendAsync(db, caller, [new AuditEntry("import.cancel", job.EntityId, Changes: [new("importId", null, importId)])], ct),
            ct);
    }

    /// <summary>Throws an upload away that nobody has run. 404 for an unknown import, 409 where it has run.</summary>
    public async Task DiscardAsync(Caller caller, string importId, CancellationToken ct)
    {
        caller.Demand(Role.Member);
        var import = await register.FindAsync(caller, importId, ct);
        await store.WriteAsync(
            async db =>
            {
                if (await db.Set<ImportRow>().Where(i => i.Number == import.Number && i.JobId == null).ExecuteDeleteAsync(ct) == 0)
                {
                    throw new CrmException(ErrorCode.Conflict, "Imports.RunAlready");
                }

                await audit.AppendAsync(db, caller, [new AuditEntry("import.delete", import.EntityId, Changes: [new("importId", importId, null)])], ct);
            },
            ct);
        folder.RemoveRows(importId);
    }

    /// <summary>Takes an import back; again and again gives the same. 404 for an unknown import, 409 for one that has not ended.</summary>
    public async Task<UndoAnswer> UndoAsync(Caller caller, string importId, CancellationToken ct)
    {
        caller.Demand(Role.Member);
        var import = await register.FindAsync(caller, importId, ct);
        if (await register.JobAsync(import, ct) is not { } job || !IsThrough(job))
        {
            throw new CrmException(ErrorCode.Conflict, "Imports.NotOver");
        }

        var taken = await undo.RunAsync(caller, import, ct);
        await store.WriteAsync(
            db => audit.AppendAsync(db, caller, [new AuditEntry("import.undo", import.EntityId, Changes: [new("importId", importId, null)])], ct), ct);
        return taken;
    }

    /// <inheritdoc/>
    public async Task<DownloadFile?> OpenAsync(string name, CancellationToken ct)
    {
        if (!name.EndsWith(Rejects, StringComparison.Ordinal))
        {
            return null;
        }

        var importId = name[..^Rejects.Length];
        var import = await store.ReadAsync(db => db.Set<ImportRow>().AsNoTracking().SingleOrDefaultAsync(i => i.ImportId == importId, ct), ct);
        if (import is null || await register.JobAsync(import, ct) is not { IsOver: true, Rejected: > 0 } job
            || DurableFiles.Open(folder.RejectsOf(importId, job.RejectsRun)) is not { } content)
        {
            return null;
        }

        var shown = Texts.Get("Imports.RejectsName", job.Culture(), Path.GetFileNameWithoutExtension(import.FileName));
        return new DownloadFile(content, ExportFormat.Csv.MimeType(), shown + ".csv", importId);
    }

    private async Task BeginAsync(CrmDb db, Caller caller, string importId, ImportJob job, CancellationToken ct)
    {
        try
        {
            var import = await db.Set<ImportRow>().SingleOrDefaultAsync(i => i.ImportId == importId, ct) ?? throw CrmException.NotFound(importId);
            if (import.JobId is not null)
            {
                throw new CrmException(ErrorCode.Conflict, "Imports.RunAlready");
            }

            import.JobId = job.JobId;
            db.Add(job);
            await db.SaveChangesAsync(ct);
            await audit.AppendAsync(db, caller, [new AuditEntry("import.run", import.EntityId, Changes: [new("importId", null, import.ImportId)])], ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            throw new CrmException(ErrorCode.Conflict, "Imports.RunAlready");
        }
    }

    /// <summary>Whether nothing of a run is still being written. One that was stopped may need a moment to notice.</summary>
    private bool IsThrough(ImportJob job) => job.Status == JobStatus.Completed || (job.IsOver && !running.Has(job.JobId));

    private DateTime Now() => time.GetUtcNow().UtcDateTime;
}
