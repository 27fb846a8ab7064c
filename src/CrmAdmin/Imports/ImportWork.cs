using CrmAdmin.Entities;
using CrmAdmin.Http;
using CrmAdmin.Imports.Reading;
using CrmAdmin.Jobs;
using CrmAdmin.Records;
using CrmAdmin.Storage;
using CrmAdmin.Workspace;
using Microsoft.EntityFrameworkCore;

namespace CrmAdmin.Imports;

/// <summary>Runs imports: chunk by chunk, each one transaction that also says how far the run is.</summary>
internal sealed class ImportWork(
    Store store, TimeProvider time, RunningJobs running, ILogger<ImportWork> log,
    EntityCatalog catalog, WorkspaceSettings workspace, ImportChunks chunks, ImportFolder folder, ImportIndexes indexes, ImportLeftovers leftovers)
    : LongWork<ImportJob>(store, time, running, log)
{
    private readonly Store store = store;

    /// <inheritdoc/>
    public override string Kind => "import";

    /// <inheritdoc/>
    protected override string FaultKey => "Imports.Fault";

    /// <inheritdoc/>
    public override async Task TidyAsync(CancellationToken ct)
    {
        await leftovers.RemoveAsync(ct);
        await indexes.RemoveAsync(ct);
    }

    /// <inheritdoc/>
    protected override async Task<Action<ImportJob>> WorkAsync(ImportJob row, JobRun run)
    {
        var import = await store.ReadAsync(db => db.Set<ImportRow>().AsNoTracking().SingleAsync(i => i.Number == row.ImportNumber, run.Token), run.Token);
        run.Report(row.Done, import.Rows);
        using var rows = new ImportRows(folder.RowsOf(import.ImportId), import.IsSheet, run.Token);
        using var rejects = new ImportRejects(
            folder.RejectsOf(import.ImportId, run.Fence),
            row.RejectsRun == 0 ? null : (folder.RejectsOf(import.ImportId, row.RejectsRun), row.RejectsBytes),
            rows.Headers,
            row.Culture());
        Pass(rows, row.Done, run.Token);
        await IndexAsync(row, rows.Headers, run.Token);
        for (var done = row.Done; Take(rows) is { Count: > 0 } chunk; run.Report(done, import.Rows))
        {
            run.Token.ThrowIfCancellationRequested();
            await chunks.WriteAsync(row, run, await TargetsAsync(row, rows.Headers, run.Token), done, chunk, rejects);
            done += chunk.Count;
        }

        await RecordStatistics.RenewAsync(store, await catalog.GetAsync(row.EntityId, run.Token), run.Token);
        return _ => { };
    }

    /// <inheritdoc/>
    protected override async Task AfterRunAsync(JobRun run)
    {
        var job = await store.ReadAsync(db => db.Set<ImportJob>().AsNoTracking().SingleAsync(j => j.JobId == run.JobId), CancellationToken.None);
        var import = await store.ReadAsync(db => db.Set<ImportRow>().AsNoTracking().SingleAsync(i => i.Number == job.ImportNumber), CancellationToken.None);
        var rejects = folder.RejectsOf(import.ImportId, run.Fence);
        if (job.RejectsRun == run.Fence)
        {
            ImportRejects.Cut(rejects, job.RejectsBytes);
        }
        else
        {
            folder.Remove(rejects);
        }

        if (job.IsOver)
        {
            folder.RemoveRows(import.ImportId);
        }
    }

    /// <summary>The entity may change while its rows are imported: each chunk goes by how it then stands.</summary>
    private async Task<ImportTargets> TargetsAsync(ImportJob row, IReadOnlyList<string> headers, CancellationToken ct) =>
        ImportTargets.Read(row.Asker, row.Asked, headers, await catalog.GetAsync(row.EntityId, ct), workspace);

    private async Task IndexAsync(ImportJob row, IReadOnlyList<string> headers, CancellationToken ct)
    {
        var targets = await TargetsAsync(row, headers, ct);
        if (targets.Match is { } match)
        {
            await indexes.MakeAsync(targets.Schema, match.Field, ct);
        }
    }

    private static void Pass(ImportRows rows, long count, CancellationToken ct)
    {
        for (long passed = 0; passed < count && rows.Read(); passed++)
        {
            ct.ThrowIfCancellationRequested();
        }
    }

    private static List<ReadRow> Take(ImportRows rows)
    {
        var chunk = new List<ReadRow>(Limits.BulkItems);
        while (chunk.Count < Limits.BulkItems && rows.Read())
        {
            chunk.Add(new ReadRow(rows.Line, rows.Cells, rows.Fault));
        }

        return chunk;
    }
}
