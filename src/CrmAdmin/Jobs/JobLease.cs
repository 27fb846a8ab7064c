using System.Data.Common;
using CrmAdmin.Http;
using CrmAdmin.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrmAdmin.Jobs;

/// <summary>Keeps a run's claim to its job alive, and writes how the run ended, if the job is still its own.</summary>
internal sealed partial class JobLease<TRow>(Store store, TimeProvider time, ILogger log)
    where TRow : JobRow
{
    /// <summary>
    /// Writes progress and lease until the run stops. A database that takes no writes for a while does no harm; a job
    /// that has become somebody else's ends the run.
    /// </summary>
    public async Task KeepAsync(JobRun run)
    {
        var written = (run.Progress, run.Total);
        var at = time.GetTimestamp();
        while (await PauseAsync(JobLimits.Beat, run.Token))
        {
            var now = (run.Progress, run.Total);
            if (now == written && time.GetElapsedTime(at) < JobLimits.IdleBeat)
            {
                continue;
            }

            try
            {
                if (!await BeatAsync(run))
                {
                    run.Lose();
                    return;
                }

                (written, at) = (now, time.GetTimestamp());
            }
            catch (Exception fault)
            {
                LogUnwritten(fault, run.JobId);
            }
        }
    }

    /// <summary>
    /// Changes the row as the run's last act; nothing happens where the job is no longer the run's. Tries for
    /// <see cref="JobLimits.WriteEnd"/> while the database takes no writes; after that the lease lapses and the job runs again.
    /// </summary>
    public async Task<bool> EndAsync(JobRun run, Action<TRow, DateTime> change)
    {
        var begun = time.GetTimestamp();
        while (true)
        {
            try
            {
                return await store.WriteAsync(db => ChangeAsync(db, run, change), CancellationToken.None);
            }
            catch (DbUpdateConcurrencyException)
            {
                return false;
            }
            catch (Exception fault) when (IsPassing(fault) && time.GetElapsedTime(begun) < JobLimits.WriteEnd)
            {
                LogUnwritten(fault, run.JobId);
                await Task.Delay(JobLimits.Beat, time);
            }
        }
    }

    private async Task<bool> ChangeAsync(CrmDb db, JobRun run, Action<TRow, DateTime> change)
    {
        var row = await db.Set<TRow>().SingleOrDefaultAsync(
            j => j.JobId == run.JobId && j.Fence == run.Fence && j.Status == JobStatus.Processing);
        if (row is null)
        {
            return false;
        }

        change(row, time.GetUtcNow().UtcDateTime);
        await db.SaveChangesAsync();
        return true;
    }

    private async Task<bool> BeatAsync(JobRun run)
    {
        var until = time.GetUtcNow().UtcDateTime + JobLimits.Lease;
        var touched = await store.WriteAsync(
            db => db.Set<TRow>()
                .Where(j => j.JobId == run.JobId && j.Fence == run.Fence && j.Status == JobStatus.Processing)
                .ExecuteUpdateAsync(set => set
                    .SetProperty(j => j.Progress, run.Progress)
                    .SetProperty(j => j.Total, run.Total)
                    .SetProperty(j => j.LeaseUntil, until)),
            CancellationToken.None);
        return touched > 0;
    }

    private async Task<bool> PauseAsync(TimeSpan span, CancellationToken ct)
    {
        try
        {
            await Task.Delay(span, time, ct);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Whether the database may take the same write a little later: locked, full, restarting.</summary>
    private static bool IsPassing(Exception fault) =>
        fault is DbException or DbUpdateException or TimeoutException or IOException or CrmException { Code: ErrorCode.ServiceUnavailable };

    [LoggerMessage(Level = LogLevel.Warning, Message = "The state of job {JobId} cannot be written for now")]
    private partial void LogUnwritten(Exception fault, string jobId);
}
