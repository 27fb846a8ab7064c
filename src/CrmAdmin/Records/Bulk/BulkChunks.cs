using System.Text.Json;
using System.Text.Json.Nodes;
using CrmAdmin.Access;
using CrmAdmin.Http;
using CrmAdmin.Jobs;
using CrmAdmin.Storage;
using CrmAdmin.Trash;
using Microsoft.EntityFrameworkCore;

namespace CrmAdmin.Records.Bulk;

/// <summary>Writes the chunks of a run: the act itself, what became of each record, and how far the run is, all of it or nothing.</summary>
internal sealed class BulkChunks(JobWrites writes, TrashService trash, RecordTagging tagging, RecordService records)
{
    /// <summary>Skipped records that are kept with their reason; of more only the number is known.</summary>
    public const int MostKept = 10_000;

    /// <summary>Writes a chunk. A run that has lost its job ends by <see cref="OperationCanceledException"/>.</summary>
    /// <param name="job">The job as the chunk before left it; it is brought up to date.</param>
    /// <param name="run">The run.</param>
    /// <param name="caller">Whoever gave the order, as he is now.</param>
    /// <param name="step">The records.</param>
    public async Task WriteAsync(BulkJob job, JobRun run, Caller caller, BulkStep step)
    {
        var (done, skipped) = await writes.WriteAsync(run, db => WriteAsync(db, job, run, caller, step));
        (job.Chunks, job.After, job.Done, job.Skipped) = (job.Chunks + 1, step.After, job.Done + done, job.Skipped + skipped);
    }

    private async Task<(long Done, long Skipped)> WriteAsync(CrmDb db, BulkJob job, JobRun run, Caller caller, BulkStep step)
    {
        var items = await ActAsync(db, caller, job.Order, step.RecordIds, run.Token);
        var skipped = items.Where(item => item.ResultCode != BulkItem.Success).ToList();
        var done = items.Count - skipped.Count;
        var touched = await db.Set<BulkJob>()
            .Where(j => j.JobId == run.JobId && j.Fence == run.Fence && j.Status == JobStatus.Processing && j.Chunks == job.Chunks)
            .ExecuteUpdateAsync(
                set => set
                    .SetProperty(j => j.Chunks, job.Chunks + 1)
                    .SetProperty(j => j.After, step.After)
                    .SetProperty(j => j.Done, job.Done + done)
                    .SetProperty(j => j.Skipped, job.Skipped + skipped.Count),
                run.Token);
        JobWrites.Demand(run, touched);
        var kept = skipped.Take((int)Math.Max(0, MostKept - job.Skipped)).ToList();
        db.Add(new BulkChunk
        {
            JobId = run.JobId,
            Number = job.Chunks + 1,
            DoneIds = string.Concat(items.Where(item => item.ResultCode == BulkItem.Success).Select(item => item.RecordId)),
            Skipped = kept.Count == 0 ? null : JsonSerializer.Serialize(kept, Json.Options),
        });
        await db.SaveChangesAsync(run.Token);
        return (done, skipped.Count);
    }

    private Task<IReadOnlyList<BulkItem>> ActAsync(CrmDb db, Caller caller, BulkOrder order, IReadOnlyList<string> recordIds, CancellationToken ct)
    {
        caller.Demand(Role.Member);
        return order.Act switch
        {
            BulkAct.Delete => trash.DeleteAsync(db, caller, recordIds, permanent: false, ct),
            BulkAct.Purge => trash.DeleteAsync(db, caller, recordIds, permanent: true, ct),
            BulkAct.Restore => trash.RestoreAsync(db, caller, recordIds, ct),
            BulkAct.AddTag => tagging.TagAsync(db, caller, recordIds, order.What!, add: true, ct),
            BulkAct.RemoveTag => tagging.TagAsync(db, caller, recordIds, order.What!, add: false, ct),
            _ => records.UpdateManyAsync(db, caller, Items(order.Change!, recordIds), ct),
        };
    }

    private static List<JsonElement> Items(JsonObject change, IReadOnlyList<string> recordIds) =>
    [
        .. recordIds.Select(recordId =>
        {
            var item = change.DeepClone().AsObject();
            item["recordId"] = recordId;
            return JsonSerializer.SerializeToElement(item, Json.Options);
        }),
    ];
}
