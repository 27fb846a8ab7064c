using System.Globalization;
using CrmAdmin.Access;
using CrmAdmin.Http;
using CrmAdmin.Jobs;
using CrmAdmin.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrmAdmin.Records.Bulk;

/// <summary>Carries orders on many records out: chunk by chunk, each one transaction that also says how far the run is.</summary>
internal sealed class BulkWork(
    Store store, TimeProvider time, RunningJobs running, ILogger<BulkWork> log, BulkSources sources, BulkChunks chunks, CredentialDirectory directory,
    SteadyTime steady)
    : LongWork<BulkJob>(store, time, running, log)
{
    private readonly Store store = store;

    /// <summary>Raised when a run has ended in this process, on any thread; tells whose it is and on which entity.</summary>
    public event Action<string, string>? Ended;

    /// <inheritdoc/>
    public override string Kind => "bulk";

    /// <inheritdoc/>
    protected override string FaultKey => "Http.InternalError";

    /// <inheritdoc/>
    public override async Task TidyAsync(CancellationToken ct)
    {
        var before = steady.UtcNow() - Limits.BulkRunKept;
        if (await store.ReadAsync(db => Over(db, before).AnyAsync(ct), ct))
        {
            await store.WriteAsync(db => RemoveAsync(db, before, ct), ct);
        }
    }

    /// <inheritdoc/>
    protected override async Task<Action<BulkJob>> WorkAsync(BulkJob row, JobRun run)
    {
        // Reasons are said in the language of whoever gave the order.
        CultureInfo.CurrentUICulture = row.Culture();
        run.Report(row.Done + row.Skipped, row.Total);
        var (source, isThrough, after) = (row.Meant, row.Chunks > 0 && row.After is null, row.After);
        while (!isThrough)
        {
            var caller = await AsTheyAreAsync(row.Asker, run.Token);
            var step = await sources.ReadAsync(caller, source, after, run.Token);
            if (step.RecordIds.Count > 0)
            {
                await chunks.WriteAsync(row, run, caller, step);
                run.Report(row.Done + row.Skipped, row.Total);
            }

            (after, isThrough) = (step.After, step.After is null);
        }

        return _ => { };
    }

    /// <inheritdoc/>
    protected override async Task AfterRunAsync(JobRun run)
    {
        var job = await store.ReadAsync(
            db => db.Set<BulkJob>().AsNoTracking().Where(j => j.JobId == run.JobId).Select(j => new { j.ActorId, j.EntityId }).SingleOrDefaultAsync(),
            CancellationToken.None);
        if (job is not null)
        {
            Ended?.Invoke(job.ActorId, job.EntityId);
        }
    }

    /// <summary>A run that another one takes back is kept until that one is over.</summary>
    private static IQueryable<BulkJob> Over(CrmDb db, DateTime before)
    {
        var jobs = db.Set<BulkJob>();
        return jobs.Where(j => j.FinishedAt <= before && !jobs.Any(other => other.RunId == j.JobId && other.FinishedAt == null));
    }

    private static async Task RemoveAsync(CrmDb db, DateTime before, CancellationToken ct)
    {
        var over = await Over(db, before).Select(j => j.JobId).Take(Limits.BulkItems).ToArrayAsync(ct);
        await db.Set<BulkChunk>().Where(c => EF.Parameter(over).Contains(c.JobId)).ExecuteDeleteAsync(ct);
        await db.Set<BulkJob>().Where(j => EF.Parameter(over).Contains(j.JobId)).ExecuteDeleteAsync(ct);
    }

    /// <summary>Whoever gave the order may have less of a role by now, or none.</summary>
    private async Task<Caller> AsTheyAreAsync(Caller caller, CancellationToken ct) =>
        (await directory.CurrentAsync(ct)).Users.GetValueOrDefault(caller.ActorId) is { IsDisabled: false } user
            ? caller with { Role = user.Role }
            : throw new CrmException(ErrorCode.Unauthorized, "Http.Unauthorized");
}
