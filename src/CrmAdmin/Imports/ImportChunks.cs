using CrmAdmin.Access;
using CrmAdmin.Jobs;
using CrmAdmin.Records;
using CrmAdmin.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrmAdmin.Imports;

/// <summary>Writes the chunks of a run: records, what the undo needs, rejects and progress, all of it or nothing.</summary>
internal sealed class ImportChunks(Store store, JobWrites writes, RecordService records, RecordFinder finder, PlanService plan, TimeProvider time)
{
    /// <summary>
    /// Writes one chunk. While the database takes no writes it is tried again for <see cref="JobLimits.WriteEnd"/>; a run
    /// that has lost its job ends by <see cref="OperationCanceledException"/>.
    /// </summary>
    /// <param name="job">The job as the run found it.</param>
    /// <param name="run">The run.</param>
    /// <param name="targets">Where the columns go.</param>
    /// <param name="done">Rows dealt with before this chunk. Where more are, a try whose end nobody saw has been written: the run ends.</param>
    /// <param name="rows">The chunk.</param>
    /// <param name="rejects">The run's rejects file.</param>
    public async Task WriteAsync(ImportJob job, JobRun run, ImportTargets targets, long done, IReadOnlyList<ReadRow> rows, ImportRejects rejects) =>
        rejects.Count(await writes.WriteAsync(run, db => WriteAsync(db, job, run, targets, done, rows, rejects)));

    private async Task<long> WriteAsync(
        CrmDb db, ImportJob job, JobRun run, ImportTargets targets, long done, IReadOnlyList<ReadRow> rows, ImportRejects rejects)
    {
        var ct = run.Token;
        if (targets.Match is not null)
        {
            await Turns.TakeAsync(db, Turns.Imports, ct);
        }

        var room = await plan.RecordsLeftAsync(db, ct);
        var now = UtcMilliseconds.ToDateTime(UtcMilliseconds.From(time.GetUtcNow().UtcDateTime));
        var chunk = new ImportChunk(db, store.Dialect, records, finder, job.Asker, targets, room, now);
        await chunk.RunAsync(rows, ct);
        await ImportedRecords.AddAsync(db, job.ImportNumber, chunk.Created, chunk.Changed, ct);
        var bytes = rejects.Add(chunk.Rejected);
        await CountAsync(db, run, done, rows.Count, chunk, bytes);
        return bytes;
    }

    private static async Task CountAsync(CrmDb db, JobRun run, long done, int rows, ImportChunk chunk, long bytes)
    {
        var rejected = chunk.Rejected.Count;
        var own = await db.Set<ImportJob>()
            .Where(j => j.JobId == run.JobId && j.Fence == run.Fence && j.Status == JobStatus.Processing && j.Done == done)
            .ExecuteUpdateAsync(
                set => set
                    .SetProperty(j => j.Done, done + rows)
                    .SetProperty(j => j.Created, j => j.Created + chunk.Created.Count)
                    .SetProperty(j => j.Updated, j => j.Updated + chunk.Updated)
                    .SetProperty(j => j.Rejected, j => j.Rejected + rejected)
                    .SetProperty(j => j.RejectsRun, j => rejected > 0 ? run.Fence : j.RejectsRun)
                    .SetProperty(j => j.RejectsBytes, j => rejected > 0 ? bytes : j.RejectsBytes),
                run.Token);
        JobWrites.Demand(run, own);
    }
}
